from django.urls import path

from forums.views import companion, questions

urlpatterns = [
    path("foren/<int:year>/live/", companion.live, name="live"),
    path("foren/<int:year>/live/stand/", companion.parts, name="live_parts"),
    path("foren/<int:year>/live/mitmachen/", companion.join, name="join"),
    path("foren/<int:year>/live/verlassen/", companion.leave, name="leave"),
    path("foren/<int:year>/live/frage/", companion.ask, name="ask"),
    path("foren/<int:year>/live/umfrage/<int:pk>/", companion.answer, name="answer_poll"),
    path("foren/<int:year>/live/rueckmeldung/", companion.feedback, name="feedback"),
    path("foren/<int:year>/fragen/", questions.questions, name="questions"),
    path("foren/<int:year>/fragen/<int:pk>/stimme/", questions.support, name="support"),
]
