from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "kopir.web.watch"
    label = "web_watch"
