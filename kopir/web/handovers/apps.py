from django.apps import AppConfig


class WebHandoversConfig(AppConfig):
    name = "kopir.web.handovers"
    label = "web_handovers"
