from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "kopir.web.public"
    label = "web_public"
