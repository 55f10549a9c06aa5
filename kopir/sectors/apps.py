from django.apps import AppConfig


class SectorsConfig(AppConfig):
    name = "kopir.sectors"
    label = "sectors"
