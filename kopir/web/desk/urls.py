from django.urls import URLPattern, URLResolver, path

from kopir.web.cabinet.views import notices
from kopir.web.desk.views import around, home, templates
from kopir.web.practices.views import own as practices

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
    path("practices/", practices.of_post, name="practices"),
    path("notices/", notices.notices, name="notices"),
]
