from django.apps import AppConfig


class WebPracticesConfig(AppConfig):
    name = "kopir.web.practices"
    label = "web_practices"
