from django.urls import path

from kopir.web.ui import views

urlpatterns = [path("", views.style, name="style")]
