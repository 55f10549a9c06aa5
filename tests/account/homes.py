"""All addresses, with a first page for every role."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kopir.web.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]


def here(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.role)  # type: ignore[attr-defined]


def surface(name: str) -> object:
    return path(f"here/{name}/", include(([path("", here, name="home")], name)))


urlpatterns = [
    *i18n_patterns(path("here/", here, name="home"), *[surface(name) for name in ("desk", "cabinet", "data", "watch")]),
    *urlpatterns,  # after: of two namespaces the first is found
]
