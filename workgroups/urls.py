from django.urls import path

from workgroups.views import bodies, joining

app_name = "workgroups"
urlpatterns = [
    path("gruppen/", bodies.index, name="index"),
    path("gruppen/<slug:slug>/", bodies.body, name="body"),
    path("gruppen/<slug:slug>/foto/<int:pk>/", bodies.photo, name="photo"),
    path("gruppen/<slug:slug>/mitmachen/", joining.apply, name="apply"),
    path("gruppen/<slug:slug>/bewerbung/zurueckziehen/", joining.withdraw, name="withdraw"),
    path("gruppen/<slug:slug>/mitgliedschaft/", joining.oneself, name="oneself"),
]
