from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "kopir.web.account"
    label = "web_account"

    def ready(self) -> None:
        # Needs the models, which are not there when this module is read.
        from kopir.web.account import listeners

        listeners.connect()
