from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "kopir.posts"
    label = "posts"
