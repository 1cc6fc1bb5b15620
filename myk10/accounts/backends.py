"""Who signs in by allauth; the account of a session is read by a statement that is written out."""

from allauth.account.auth_backends import AuthenticationBackend

from myk10.accounts.models import User

_READ = "SELECT * FROM accounts_user WHERE id = %s AND is_active"


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        return next(iter(User.objects.raw(_READ, [user_id])), None)
