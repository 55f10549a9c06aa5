from django.apps import AppConfig


class DataConfig(AppConfig):
    name = "kopir.web.data"
    label = "web_data"
