from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kopir.search"
    label = "search"
