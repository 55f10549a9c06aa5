from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "kopir.handovers"
    label = "handovers"
