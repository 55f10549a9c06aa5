from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kopir.web.ui"
    label = "web_ui"
