"""The settings of the tests: the real ones, on services that last as long as the test run."""

from tests import services  # first: it starts PostgreSQL and sets the environment

services.provide()

from myk10.settings import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
