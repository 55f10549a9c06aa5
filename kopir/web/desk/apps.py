from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kopir.web.desk"
    label = "web_desk"
