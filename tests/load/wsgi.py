import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myk10.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "tests.load.urls"
application = get_wsgi_application()
