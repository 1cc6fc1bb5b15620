from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("melden/<slug:kind>/<int:pk>/", views.flag, name="flag"),
    path("moderation/", views.transparency, name="transparency"),
    path("moderation/<uuid:pk>/", views.decision, name="decision"),
]
