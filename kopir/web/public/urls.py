from django.urls import URLPattern, URLResolver, include, path

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("interactions/", include("kopir.web.public.matter_urls")),
]
