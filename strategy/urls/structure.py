from django.urls import path

from strategy.views import structure

urlpatterns = [
    path("", structure.target_visions, name="target_visions"),
    path("<slug:slug>/", structure.target_vision, name="target_vision"),
]
