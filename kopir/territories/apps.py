from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "kopir.territories"
    label = "territories"
