"""One file for those who read and propose, one for phones in the hall, one for the stage."""

from forums.urls import companion, reading, stage

app_name = "forums"
urlpatterns = [*reading.urlpatterns, *companion.urlpatterns, *stage.urlpatterns]
