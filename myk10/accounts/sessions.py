"""Django's sessions in the database, read by a statement that is written out: it comes before every
page of somebody who is signed in, and putting it together cost more than running it."""

from django.contrib.sessions.backends import db
from django.utils import timezone

from myk10 import prepared

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self):
        if found := prepared.row(_READ, [self.session_key, timezone.now()]):
            return self.decode(*found)
        self._session_key = None
        return {}
