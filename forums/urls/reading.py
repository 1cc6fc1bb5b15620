from django.urls import path

from forums.views import documentation, proposing, reading

urlpatterns = [
    path("foren/", reading.index, name="index"),
    path("foren/<int:year>/", reading.forum, name="forum"),
    path("foren/<int:year>/programm.ics", reading.programme_file, name="programme_file"),
    path("foren/<int:year>/rueckblick/", reading.review, name="review"),
    path("foren/<int:year>/aufgaben/", reading.tasks, name="tasks"),
    path("foren/<int:year>/aufgaben/<slug:number>/", reading.task, name="task"),
    path("foren/<int:year>/vorschlaege/", proposing.proposals, name="proposals"),
    path("foren/<int:year>/vorschlaege/neu/", proposing.propose, name="propose"),
    path("foren/<int:year>/vorschlaege/ergebnis/", proposing.priorities, name="priorities"),
    path("foren/<int:year>/vorschlaege/stimmzettel.json", proposing.ballots, name="ballots"),
    path("foren/<int:year>/vorschlaege/<slug:number>/", proposing.proposal, name="proposal"),
    path("foren/<int:year>/vorschlaege/<slug:number>/stimme/", proposing.vote, name="vote"),
    path(
        "foren/<int:year>/vorschlaege/<slug:number>/kommentieren/",
        proposing.comment,
        name="comment",
    ),
    path("foren/<int:year>/dokumentation/", documentation.documentation, name="documentation"),
    path(
        "foren/<int:year>/dokumentation/fotos/<int:pk>/<slug:size>.webp",
        documentation.photo,
        name="photo",
    ),
    path(
        "foren/<int:year>/dokumentation/dateien/<int:pk>/", documentation.download, name="download"
    ),
]
