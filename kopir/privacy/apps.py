from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "kopir.privacy"
    label = "privacy"
