from django.urls import path

from kopir.demo import views

urlpatterns = [path("", views.sign_ins, name="demo")]
