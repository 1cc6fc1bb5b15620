"""A version's name stands right below /strategie/, a section's key below the version's name."""

from django.urls import path, register_converter

from strategy.converters import SectionKeyConverter
from strategy.views import document

register_converter(SectionKeyConverter, "section_key")

urlpatterns = [
    path("abschnitt/<section_key:key>/", document.section, name="section"),
    path("abschnitt/<section_key:key>/faden/", document.section_story, name="section_story"),
    path("<slug:slug>/", document.version, name="version"),
    path("<slug:slug>/ganz/", document.whole, name="whole"),
    path("<slug:slug>/strategie.pdf", document.version_pdf, name="version_pdf"),
    path("<slug:slug>/beschluss.json", document.adopted_text, name="adopted_text"),
    path("<slug:slug>/vergleich/<slug:other>/", document.difference, name="difference"),
    path("<slug:slug>/<section_key:key>/", document.passage, name="passage"),
]
