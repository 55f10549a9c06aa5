from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kopir.organisations"
    label = "organisations"
