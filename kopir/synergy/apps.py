from django.apps import AppConfig


class SynergyConfig(AppConfig):
    name = "kopir.synergy"
    label = "synergy"
