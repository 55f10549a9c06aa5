from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "kopir.effects"
    label = "effects"
