"""All rules of all apps, imported so that they stand in PERMISSIONS."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def load() -> None:
    for app in apps.get_app_configs():
        if app.name.startswith("kopir.") and find_spec(f"{app.name}.rules"):
            import_module(f"{app.name}.rules")
