from django.urls import path, register_converter

from workgroups.converters import ResolutionNumberConverter
from workgroups.feeds import NewResolutions
from workgroups.views import bodies, joining, resolutions

register_converter(ResolutionNumberConverter, "resolution_number")

app_name = "workgroups"
urlpatterns = [
    path("gruppen/", bodies.index, name="index"),
    path("gruppen/beschluesse/", resolutions.register, name="resolutions"),
    path("gruppen/beschluesse/neu.atom", NewResolutions(), name="resolutions_feed"),
    path("gruppen/beschluesse/oparl.json", resolutions.oparl, name="resolutions_oparl"),
    path(
        "gruppen/beschluesse/<resolution_number:number>/", resolutions.resolution, name="resolution"
    ),
    path("gruppen/beschluesse/<resolution_number:number>/stimme/", resolutions.vote, name="vote"),
    path(
        "gruppen/beschluesse/<resolution_number:number>/befangen/",
        resolutions.conflict,
        name="conflict",
    ),
    path("gruppen/<slug:slug>/", bodies.body, name="body"),
    path("gruppen/<slug:slug>/foto/<int:pk>/", bodies.photo, name="photo"),
    path("gruppen/<slug:slug>/mitmachen/", joining.apply, name="apply"),
    path("gruppen/<slug:slug>/bewerbung/zurueckziehen/", joining.withdraw, name="withdraw"),
    path("gruppen/<slug:slug>/mitgliedschaft/", joining.oneself, name="oneself"),
]
