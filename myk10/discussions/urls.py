from django.urls import path

from myk10.discussions import views

app_name = "discussions"
urlpatterns = [
    path("beitraege/<int:pk>/", views.comment, name="comment"),
    path("beitraege/<int:pk>/bearbeiten/", views.comment_edit, name="comment_edit"),
    path("beitraege/<int:pk>/loeschen/", views.comment_delete, name="comment_delete"),
]
