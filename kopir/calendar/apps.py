from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "kopir.calendar"
    label = "calendar"
