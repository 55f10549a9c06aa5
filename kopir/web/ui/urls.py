from django.urls import path

from kopir.web.ui import views

urlpatterns = [path("style/", views.style, name="style")]
