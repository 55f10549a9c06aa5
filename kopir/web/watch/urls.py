"""Oversight. All but `access` is public: a mechanism that hides its own figures is not believed."""

from django.urls import path

from kopir.web.watch import together, views

app_name = "watch"
urlpatterns = [
    path("", views.overview, name="home"),
    path("flow.csv", views.flow_csv, name="flow_csv"),
    path("conservation/", views.conservation, name="conservation"),
    path("conservation.csv", views.conservation_csv, name="conservation_csv"),
    path("gaps/", views.gaps, name="gaps"),
    path("gaps.csv", views.gaps_csv, name="gaps_csv"),
    path("vacancies/", views.vacancies, name="vacancies"),
    path("vacancies.csv", views.vacancies_csv, name="vacancies_csv"),
    path("synergy/", together.synergy, name="synergy"),
    path("synergy.csv", together.synergy_csv, name="synergy_csv"),
    path("synergy/<int:pk>/", together.proposal, name="proposal"),
    path("same/", together.same, name="same"),
    path("same.csv", together.same_csv, name="same_csv"),
    path("access/", views.access, name="access"),
    path("access.csv", views.access_csv, name="access_csv"),
]
