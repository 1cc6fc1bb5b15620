from django.urls import path

from myk10.urls import urlpatterns as site
from tests.load import bare

urlpatterns = [path("bare/read", bare.read), path("bare/insert", bare.insert), *site]
