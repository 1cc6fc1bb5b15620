from django.urls import path

from forums.views import stage

urlpatterns = [
    path("foren/<int:year>/buehne/", stage.stage, name="stage"),
    path("foren/<int:year>/buehne/neues/", stage.news, name="stage_news"),
    path("foren/<int:year>/buehne/<int:pk>/zusammenfuehren/", stage.merge, name="merge_questions"),
    path("foren/<int:year>/leinwand/", stage.wall, name="wall"),
    path("foren/<int:year>/aushang/", stage.poster, name="live_poster"),
]
