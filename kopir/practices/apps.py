from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "kopir.practices"
    label = "practices"
