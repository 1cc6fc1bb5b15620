from django.urls import path

from myk10.demo import views

app_name = "demo"
urlpatterns = [
    path("post/", views.mail_list, name="mail_list"),
    path("post/<slug:file>/<int:position>/", views.mail_detail, name="mail_detail"),
]
