"""Addresses of effects; they stand among the public pages."""

from django.urls import URLPattern, path, register_converter


class Ref:
    """`E-0042`."""

    regex = r"E-\d{4,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Ref, "effect")

urlpatterns: list[URLPattern] = [
]

__all__ = ["path", "urlpatterns"]
