from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kopir.notices"
    label = "notices"
