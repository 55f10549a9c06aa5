"""What anybody may read, without signing in."""

from django.urls import URLPattern, URLResolver, include, path

from kopir.web.public.views import (
    finding,
    home,
    journal,
    matters,
    organisations,
    pages,
    places,
    posts,
    responsible,
)

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("responsible/", responsible.responsible, name="responsible"),
    path("territories/", places.territories, name="territories"),
    path("territories.csv", places.territories_csv, name="territories_csv"),
    path("territories/<slug:code>/", places.territory, name="territory"),
    path("sectors/", places.sectors, name="sectors"),
    path("sectors.csv", places.sectors_csv, name="sectors_csv"),
    path("sectors/<slug:code>/", places.sector, name="sector"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations.csv", organisations.organisations_csv, name="organisations_csv"),
    path("organisations/<slug:ref>/", organisations.organisation, name="organisation"),
    path("posts/", posts.posts, name="posts"),
    path("posts.csv", posts.posts_csv, name="posts_csv"),
    path("posts/<slug:ref>/", posts.post, name="post"),
    path("interactions/", matters.matters, name="interactions"),
    path("interactions.csv", matters.matters_csv, name="matters_csv"),
    path("interactions/", include("kopir.web.public.matter_urls")),
    path("", include("kopir.web.practices.urls")),
    path("search/", finding.search, name="search"),
    path("suggest/places/", finding.suggest_places, name="suggest_places"),
    path("suggest/organisations/", finding.suggest_organisations, name="suggest_organisations"),
    path("journal/", journal.journal, name="journal"),
    path("journal.csv", journal.journal_csv, name="journal_csv"),
    path("journal/key.pem", journal.key, name="journal_key"),
    path("journal/heads/", journal.heads, name="heads"),
    path("journal/heads.csv", journal.heads_csv, name="heads_csv"),
    path("journal/receipt/", journal.verify, name="verify_receipt"),
    path("journal/<int:pk>/", journal.entry, name="entry"),
    path("open-data/", pages.open_data, name="open_data"),
    path("definitions/", pages.definitions, name="definitions"),
    path("about/", pages.about, name="about"),
    path("help/", pages.how, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
