from django.urls import path

from myk10.home import account_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("konto/daten/", account_views.account_data, name="account_data"),
    path("konto/loeschen/", account_views.account_delete, name="account_delete"),
]
