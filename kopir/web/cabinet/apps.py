from django.apps import AppConfig


class CabinetConfig(AppConfig):
    name = "kopir.web.cabinet"
    label = "web_cabinet"
