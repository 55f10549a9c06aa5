"""Hand-over packs and the timeline of a post: on the desk, in public, in oversight, in administration."""

from django.urls import path

from kopir.web.handovers.views import desk, history, leaving, papers, taking, terms, watch

app_name = "handovers"
urlpatterns = [
    path("desk/handover/", desk.home, name="home"),
    path("desk/handover/<int:pk>/", desk.pack, name="pack"),
    path("desk/handover/<int:pk>/notes/", leaving.notes, name="notes"),
    path("desk/handover/<int:pk>/notes/keep/", leaving.keep, name="keep"),
    path("desk/handover/<int:pk>/promises/", leaving.promises, name="promises"),
    path("desk/handover/<int:pk>/sign/", desk.sign, name="sign"),
    path("desk/handover/<int:pk>/next/", taking.following, name="next"),
    path("desk/handover/<int:pk>/items/<int:item>/", taking.item, name="item"),
    path("desk/handover/<int:pk>/items/<int:item>/keep/", taking.keep, name="keep_item"),
    path("desk/handover/<int:pk>/items.csv", papers.items_csv, name="items_csv"),
    path("desk/handover/<int:pk>/paper/<slug:language>.<slug:form>", papers.paper, name="paper"),
    path("desk/handover/<int:pk>/receipt/<slug:name>.json", papers.receipt, name="receipt"),
    path("desk/timeline/", history.own, name="history"),
    path("desk/timeline.csv", history.own_csv, name="history_csv"),
    path("posts/<slug:ref>/timeline/", history.public, name="post_history"),
    path("posts/<slug:ref>/timeline.csv", history.public_csv, name="post_history_csv"),
    path("watch/handovers/", watch.figures, name="figures"),
    path("watch/handovers.csv", watch.figures_csv, name="figures_csv"),
    path("watch/handovers/unfinished.csv", watch.unfinished_csv, name="unfinished_csv"),
    path("data/handovers/", terms.terms, name="terms"),
    path("data/handovers/questions/<slug:code>/", terms.question, name="question"),
]
