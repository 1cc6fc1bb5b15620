from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from myk10 import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("ideas.urls")),  # first, since most requests end there
    path("verwaltung/", admin.site.urls),
    path("konto/", include("myk10.accounts.urls")),
    path("konto/", include("allauth.urls")),
    path("", include("myk10.notifications.urls")),
    path("", include("myk10.moderation.urls")),
    path("", include("myk10.discussions.urls")),
    path("", include("myk10.events.urls")),
    path("", include("forums.urls")),
    path("lernen/", include("learning.urls")),
    path("strategie/", include("strategy.urls")),
    path("", include("workgroups.urls")),
    path("", include("myk10.home.urls")),
    path("", include("myk10.pages.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("myk10.demo.urls")))

handler400 = "myk10.home.errors.bad_request"
handler403 = "myk10.home.errors.permission_denied"
handler404 = "myk10.home.errors.page_not_found"
handler500 = "myk10.home.errors.server_error"
