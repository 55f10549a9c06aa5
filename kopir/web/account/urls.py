"""Names without a namespace: they stand among the sign-in library's, which has none, and the header uses them."""

from django.urls import URLPattern, URLResolver, path

from kopir.web.account import privacy, searches, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="account_home"),
    path("edit/", views.edit, name="account_edit"),
    path("unsent/", views.unsent, name="account_unsent"),
    path("letters/", views.letters, name="account_letters"),
    path("searches/", searches.searches, name="account_searches"),
    path("searches/save/", searches.save, name="account_save_search"),
    path("searches/<int:pk>/change/", searches.change, name="account_change_search"),
    path("searches/<int:pk>/forget/", searches.forget, name="account_forget_search"),
    path("kept/", privacy.kept, name="account_kept"),
    path("kept.zip", privacy.kept_file, name="account_kept_file"),
    path("looks/", privacy.looks, name="account_looks"),
    path("looks.csv", privacy.looks_csv, name="account_looks_csv"),
    path("act-as/", views.act_as, name="switch_acting"),
    path("sessions/<int:pk>/end/", views.end_session, name="account_end_session"),
    path("organisations/", views.memberships, name="account_memberships"),
    path("organisations/<slug:ref>/join/", views.join, name="account_join"),
    path("organisations/<int:pk>/leave/", views.leave, name="account_leave"),
    path("password/set/", views.set_password, name="account_set_password"),
]
