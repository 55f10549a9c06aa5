from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "kopir.base"
    label = "base"
