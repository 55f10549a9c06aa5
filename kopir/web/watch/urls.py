"""Oversight. All but `access` and what changes something is public: a mechanism that hides its own figures is not believed."""

from django.urls import path

from kopir.web.watch.views import contradictions, coverage, flow, gaps, memory, resolving, together

app_name = "watch"
urlpatterns = [
    path("", flow.overview, name="home"),
    path("flow.csv", flow.flow_csv, name="flow_csv"),
    path("conservation/", flow.conservation, name="conservation"),
    path("conservation.csv", flow.conservation_csv, name="conservation_csv"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps.csv", gaps.gaps_csv, name="gaps_csv"),
    path("vacancies/", flow.vacancies, name="vacancies"),
    path("vacancies.csv", flow.vacancies_csv, name="vacancies_csv"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path("coverage/workload.csv", coverage.workload_csv, name="workload_csv"),
    path("coverage/weak.csv", coverage.weak_csv, name="weak_csv"),
    path("contradictions/", contradictions.contradictions, name="contradictions"),
    path("contradictions.csv", contradictions.contradictions_csv, name="contradictions_csv"),
    path("contradictions/<int:pk>/", contradictions.contradiction, name="contradiction"),
    path("contradictions/<int:pk>/accept/", resolving.accept, name="accept"),
    path("contradictions/<int:pk>/answer/", resolving.answer, name="answer"),
    path("contradictions/<int:pk>/take-back/", resolving.take_back, name="take_back"),
    path("contradictions/<int:pk>/ask/<slug:name>/", resolving.ask, name="ask"),
    path("contradictions/<int:pk>/do/<slug:name>/", resolving.resolve, name="resolve"),
    path("synergy/", together.synergy, name="synergy"),
    path("synergy.csv", together.synergy_csv, name="synergy_csv"),
    path("synergy/<int:pk>/", together.proposal, name="proposal"),
    path("same/", together.same, name="same"),
    path("same.csv", together.same_csv, name="same_csv"),
    path("memory/", memory.memory, name="memory"),
    path("memory/repeats.csv", memory.repeats_csv, name="repeats_csv"),
    path("access/", flow.access, name="access"),
    path("access.csv", flow.access_csv, name="access_csv"),
]
