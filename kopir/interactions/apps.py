from django.apps import AppConfig


class InteractionsConfig(AppConfig):
    name = "kopir.interactions"
    label = "interactions"
