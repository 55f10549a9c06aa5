from django.apps import AppConfig


class WebEffectsConfig(AppConfig):
    name = "kopir.web.effects"
    label = "web_effects"
