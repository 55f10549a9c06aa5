from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kopir.demo"
    label = "demo"
