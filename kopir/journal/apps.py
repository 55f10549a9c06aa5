from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kopir.journal"
    label = "journal"

    def ready(self) -> None:
        from kopir.journal import triggers  # noqa: F401  registers its check, which needs the apps to be ready
