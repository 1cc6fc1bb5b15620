from django.urls import path

from myk10.events.views import attending, reading, registering

app_name = "events"
urlpatterns = [
    path("termine/", reading.event_list, name="list"),
    path("termine/kalender.ics", reading.calendar_file, name="calendar"),
    path("termine/meine/", registering.my_registrations, name="mine"),
    path("termine/anmeldung/<str:token>/", registering.ticket, name="ticket"),
    path("termine/einlass/<str:token>/", attending.scanned, name="scanned"),
    path("termine/<slug:slug>/", reading.detail, name="detail"),
    path("termine/<slug:slug>/termin.ics", reading.event_file, name="file"),
    path("termine/<slug:slug>/anmeldung/", registering.register, name="register"),
    path("termine/<slug:slug>/einlass/", attending.door, name="door"),
    path("termine/<slug:slug>/einlass/liste/", attending.door_list, name="door_list"),
]
