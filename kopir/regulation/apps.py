from django.apps import AppConfig


class RegulationConfig(AppConfig):
    name = "kopir.regulation"
    label = "regulation"
