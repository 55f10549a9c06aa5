from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kopir.people"
    label = "people"
