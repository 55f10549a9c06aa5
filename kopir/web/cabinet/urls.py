from django.urls import URLPattern, URLResolver, path

from kopir.web.cabinet.views import home, members, notices, organisation, sending, writing
from kopir.web.effects.views import helping
from kopir.web.effects.views import own as effects
from kopir.web.practices.views import own as practices

app_name = "cabinet"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("matters/", home.matters, name="matters"),
    path("matters.csv", home.matters_csv, name="matters_csv"),
    path("matters/new/", writing.new, name="new"),
    path("matters/<int:pk>/nearby/", writing.nearby, name="nearby"),
    path("matters/<int:pk>/tried/", writing.tried, name="tried"),
    path("matters/<int:pk>/opened/", writing.opened, name="opened"),
    path("matters/<int:pk>/join/<str:number>/", writing.join, name="join"),
    path("matters/<int:pk>/files/", writing.files, name="files"),
    path("matters/<int:pk>/files/<int:file>/remove/", writing.remove_file, name="remove_file"),
    path("matters/<int:pk>/check/", sending.check, name="check"),
    path("matters/<int:pk>/send/", sending.send, name="send"),
    path("matters/<int:pk>/sent/", sending.sent, name="sent"),
    path("matters/<int:pk>/appeal/", sending.appeal, name="appeal"),
    path("matters/<int:pk>/discard/", sending.discard, name="discard"),
    path("matters/<int:pk>/<slug:step>/", writing.step, name="step"),
    path("matters/<int:pk>/<slug:step>/save/", writing.autosave, name="autosave"),
    path("places.json", writing.places, name="places"),
    path("organisation/", organisation.edit, name="organisation"),
    path("organisation/money/", organisation.funding, name="funding"),
    path("members/", members.members, name="members"),
    path("members/<int:pk>/confirm/", members.confirm, name="confirm"),
    path("members/<int:pk>/refuse/", members.refuse, name="refuse"),
    path("practices/", practices.of_organisation, name="practices"),
    path("effects/", effects.of_organisation, name="effects"),
    path("help/", helping.helps, name="helps"),
    path("help/new/", helping.say, name="say_help"),
    path("help/<int:pk>/end/", helping.end, name="end_help"),
    path("notices/", notices.notices, name="notices"),
]
