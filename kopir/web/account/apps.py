from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "kopir.web.account"
    label = "web_account"
