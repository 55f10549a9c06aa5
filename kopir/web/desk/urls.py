from django.urls import URLPattern, URLResolver, path

from kopir.web.cabinet.views import notices
from kopir.web.desk.views import around, duties, feeds, home, planning, proofs, reports, templates

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("tasks.csv", home.tasks_csv, name="tasks_csv"),
    path("next/", home.following, name="next"),
    path("waiting/", around.waiting, name="waiting"),
    path("posts/", around.posts, name="posts"),
    path("answers/", templates.templates, name="templates"),
    path("answers/new/", templates.new, name="new_template"),
    path("answers/<int:pk>/", templates.edit, name="template"),
    path("answers/<int:pk>/end/", templates.end, name="end_template"),
    path("duties/", duties.duties, name="duties"),
    path("duties.csv", duties.duties_csv, name="duties_csv"),
    path("duties/below/", duties.below, name="duties_below"),
    path("duties/below.csv", duties.below_csv, name="duties_below_csv"),
    path("duties/powers.csv", duties.lacking_csv, name="lacking_csv"),
    path("duties/powers/", duties.lacking, name="lacking"),
    path("duties/feed/", feeds.feeds, name="feeds"),
    path("duties/feed/<int:pk>/close/", feeds.close, name="close_feed"),
    path("duties/year/<int:year>/", duties.year, name="duties_year"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/prove/", duties.prove, name="prove"),
    path("duties/<int:pk>/waive/", duties.waive, name="waive"),
    path("proofs/", proofs.proofs, name="proofs"),
    path("proofs.csv", proofs.proofs_csv, name="proofs_csv"),
    path("proofs/<int:pk>/", proofs.check, name="check_proof"),
    path("proofs/<int:pk>/file/", duties.proof_file, name="proof_file"),
    path("plan/", planning.this_year, name="plan_now"),
    path("plan/<int:year>/", planning.plan, name="plan"),
    path("plan/<int:year>/approve/", planning.approve, name="approve_plan"),
    path("plan/<int:year>.csv", planning.plan_csv, name="plan_csv"),
    path("plan/<int:year>/<slug:language>.<slug:form>", planning.plan_file, name="plan_file"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/again/", reports.draw_again, name="draw_again"),
    path("reports/<int:pk>.csv", reports.report_csv, name="report_csv"),
    path("reports/<int:pk>/<slug:language>.<slug:form>", reports.report_file, name="report_file"),
    path("notices/", notices.notices, name="notices"),
]
