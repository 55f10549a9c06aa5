"""Addresses of one matter, under `interactions/`."""

from django.urls import path, register_converter

from kopir.web.public.matter import doing, page, papers, procedures


class Number:
    """`2026-000123`."""

    regex = r"\d{4}-\d{6,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Number, "number")

urlpatterns = [
    path("posts.json", doing.posts, name="matter_posts"),
    path("files/<int:pk>/", papers.file, name="matter_file"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("<number:number>/", page.matter, name="matter"),
    path("<number:number>/receipt/", papers.receipt, name="matter_receipt"),
    path("<number:number>/receipt.json", papers.receipt_file, name="matter_receipt_file"),
    path("<number:number>/story.csv", papers.story_csv, name="matter_story_csv"),
    path("<number:number>/<slug:name>/", doing.act, name="matter_act"),
    path("<number:number>/<slug:name>/<int:pk>/", doing.act, name="matter_act_on"),
]
