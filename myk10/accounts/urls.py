from django.urls import path

from myk10.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("profil/", views.profile, name="profile"),
]
