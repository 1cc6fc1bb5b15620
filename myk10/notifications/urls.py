from django.urls import path

from myk10.notifications.views import news, newsletter, preferences, unsubscribing

app_name = "notifications"
urlpatterns = [
    path("benachrichtigungen/", news.news_list, name="list"),
    path("benachrichtigungen/gelesen/", news.news_read_all, name="read_all"),
    path("benachrichtigungen/<int:pk>/", news.news_open, name="open"),
    path(
        "benachrichtigungen/einstellungen/",
        preferences.preferences,
        name="preferences",
    ),
    path("abbestellen/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path(
        "newsletter/bestaetigen/<str:token>/",
        newsletter.newsletter_confirm,
        name="newsletter_confirm",
    ),
    path("newsletter/<str:token>/", newsletter.newsletter_settings, name="newsletter_settings"),
]
