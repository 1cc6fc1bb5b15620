from django.urls import path

from strategy.views import debate, debating

urlpatterns = [
    path("", debate.debate, name="debate"),
    path("<slug:slug>/", debate.question, name="question"),
    path("<slug:slug>/neu/", debating.contribute, name="contribute"),
    path("<slug:slug>/<int:pk>/", debate.contribution, name="contribution"),
    path("<slug:slug>/<int:pk>/bearbeiten/", debating.edit, name="contribution_edit"),
    path("<slug:slug>/<int:pk>/zuruecknehmen/", debating.withdraw, name="contribution_withdraw"),
    path("<slug:slug>/<int:pk>/unterstuetzen/", debating.support, name="contribution_support"),
    path("<slug:slug>/<int:pk>/kommentieren/", debating.comment, name="contribution_comment"),
]
