from django.urls import path

from myk10.notifications.views import preferences, unsubscribing

app_name = "notifications"
urlpatterns = [
    path(
        "benachrichtigungen/einstellungen/",
        preferences.preferences,
        name="preferences",
    ),
    path("abbestellen/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
