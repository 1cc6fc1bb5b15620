from django.urls import path, register_converter

from strategy.converters import MeasureNumberConverter
from strategy.views import measures

register_converter(MeasureNumberConverter, "measure_number")

urlpatterns = [
    path("", measures.measures, name="measures"),
    path("massnahmen.csv", measures.measures_csv, name="measures_csv"),
    path("massnahmen.json", measures.measures_json, name="measures_json"),
    path("<measure_number:number>/", measures.measure, name="measure"),
    path("<measure_number:number>/folgen/", measures.follow, name="measure_follow"),
    path(
        "<measure_number:number>/bild/<int:pk>/<slug:size>/", measures.image, name="measure_image"
    ),
]
