from django.apps import AppConfig


class MemoryConfig(AppConfig):
    name = "kopir.memory"
    label = "memory"
