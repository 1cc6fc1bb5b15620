"""Who signs in by allauth; the account of a session is read by a statement that is written out."""

from allauth.account.auth_backends import AuthenticationBackend

from myk10 import prepared
from myk10.accounts.models import User

_FIELDS = User._meta.concrete_fields
_NAMES = [field.attname for field in _FIELDS]
_COLUMNS = ", ".join(field.column for field in _FIELDS)
_READ = f"SELECT {_COLUMNS} FROM accounts_user WHERE id = %s AND is_active"  # noqa: S608 - our own names


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        found = prepared.row(_READ, [user_id])
        return User.from_db("default", _NAMES, found) if found else None
