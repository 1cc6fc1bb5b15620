"""The site's addresses as they are in the demo."""

from django.urls import include, path

from myk10 import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [*urls.urlpatterns, path("demo/", include("myk10.demo.urls"))]
