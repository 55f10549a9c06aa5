"""All addresses. Pages live under /kk/, /ru/ and /en/; machines' addresses have no language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from kopir.web import machine
from kopir.web.account.views import unsubscribe
from kopir.web.desk.views.feeds import feed
from kopir.web.public.views import machine as files

urlpatterns = [
    path("health/", machine.health, name="health"),
    path("ready/", machine.ready, name="ready"),
    path("", machine.choose_language, name="root"),
    path("robots.txt", files.robots, name="robots"),
    path("sitemap.xml", files.sitemap, name="sitemap"),
    path(".well-known/security.txt", files.security, name="security"),
    path("duties/<str:token>.ics", feed, name="duties_feed"),
    *i18n_patterns(
        path("account/", include("kopir.web.account.urls")),
        path("account/", include("allauth.urls")),
        path("letters/unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
        path("cabinet/", include("kopir.web.cabinet.urls")),
        path("", include("kopir.web.handovers.urls")),
        path("desk/", include("kopir.web.desk.urls")),
        path("watch/", include("kopir.web.watch.urls")),
        path("data/", include("kopir.web.data.urls")),
        path("ui/", include("kopir.web.ui.urls")),
        path("demo/", include("kopir.demo.urls")),  # answers only in a demonstration
        path("", include("kopir.web.public.urls")),
        prefix_default_language=True,
    ),
]
handler400 = "kopir.web.errors.bad_request"
handler404 = "kopir.web.errors.not_found"
handler500 = "kopir.web.errors.server_error"
