"""Where the strategy lives. A version's name stands right below /strategie/, so it comes last."""

from django.urls import include, path

from strategy.views import front

app_name = "strategy"
urlpatterns = [
    path("", front.index, name="index"),
    path("debatte/", include("strategy.urls.debate")),
    path("zielbilder/", include("strategy.urls.structure")),
    path("massnahmen/", include("strategy.urls.measures")),
    path("", include("strategy.urls.consultation")),
    path("", include("strategy.urls.document")),
]
