from django.urls import path

from myk10.moderation import views

app_name = "moderation"
urlpatterns = [
    path("melden/<slug:kind>/<int:pk>/", views.flag, name="flag"),
    path("moderation/", views.transparency, name="transparency"),
    path("moderation/<uuid:pk>/", views.decision, name="decision"),
]
