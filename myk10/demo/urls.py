from django.urls import path

from myk10.demo import views

app_name = "demo"
urlpatterns = [
    path("post/", views.mail_list, name="mail_list"),
    path("post/<slug:file>/<int:position>/", views.mail_detail, name="mail_detail"),
    path("post/<slug:file>/<int:position>/html/", views.mail_html, name="mail_html"),
    path(
        "post/<slug:file>/<int:position>/anhang/<int:number>/",
        views.mail_attachment,
        name="mail_attachment",
    ),
]
