from django.urls import include, path, register_converter

from ideas.converters import IdeaNumberConverter
from ideas.feeds import NewIdeas
from ideas.views import jury, opendata, reading, results, voting, writing

register_converter(IdeaNumberConverter, "idea_number")

app_name = "ideas"
of_an_idea = [
    path("", reading.idea_detail, name="idea_detail"),
    path("stimme/", voting.vote, name="vote"),
    path("folgen/", voting.follow, name="follow"),
    path("unterstuetzen/", voting.support, name="support"),
    path("kommentieren/", reading.comment, name="comment"),
    path("aushang/", reading.poster, name="poster"),
    path("eingereicht/", writing.submitted, name="submitted"),
    path("bearbeiten/", writing.edit, name="edit"),
    path("zurueckziehen/", writing.withdraw, name="withdraw"),
    path("anschliessen/", writing.join, name="join"),
    path("teilnehmen/", writing.enter, name="enter"),
]
urlpatterns = [
    path("ideen/<slug:slug>/<idea_number:number>/", include(of_an_idea)),
    path("konto/ideen/", writing.my_ideas, name="my_ideas"),
    path("ideen/", reading.index, name="index"),
    path("ideen/neu.atom", NewIdeas(), name="feed"),
    path("ideen/bilder/<int:pk>/<slug:size>.webp", reading.image, name="image"),
    path("ideen/zusammenfuehren/<int:pk>/", writing.merge_proposal, name="merge_proposal"),
    path("ideen/<slug:slug>/", reading.competition, name="competition"),
    path("ideen/<slug:slug>/liste/", reading.idea_list, name="idea_list"),
    path("ideen/<slug:slug>/neu/", writing.idea_new, name="idea_new"),
    path("ideen/<slug:slug>/neu/speichern/", writing.autosave, name="autosave"),
    path("ideen/<slug:slug>/neu/vorschau/", writing.preview, name="preview"),
    path("ideen/<slug:slug>/neu/verwerfen/", writing.discard, name="discard"),
    path("ideen/<slug:slug>/stimmen/", voting.ballot, name="ballot"),
    path("ideen/<slug:slug>/ergebnis/", results.result, name="result"),
    path("ideen/<slug:slug>/stimmzettel.json", results.ballots, name="ballots"),
    path("ideen/<slug:slug>/jury/", jury.shortlist, name="jury"),
    path("ideen/<slug:slug>/jury/<idea_number:number>/", jury.score, name="jury_score"),
    path("ideen/<slug:slug>/ideen.csv", opendata.ideas_csv, name="ideas_csv"),
    path("ideen/<slug:slug>/ideen.json", opendata.ideas_json, name="ideas_json"),
    path("ideen/<slug:slug>/ergebnis.csv", opendata.result_csv, name="result_csv"),
    path("ideen/<slug:slug>/ergebnis.json", opendata.result_json, name="result_json"),
]
