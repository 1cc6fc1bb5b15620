from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Lower


class UserQuerySet(models.QuerySet):
    def by_email(self, email: str):
        """One address belongs to one person however it is typed."""
        return self.annotate(_lower_email=Lower("email")).filter(_lower_email=Lower(Value(email)))

    def by_display_name(self, name: str):
        """Compares as the database's constraint does."""
        return self.annotate(_lower_name=Lower("display_name")).filter(
            _lower_name=Lower(Value(name))
        )

    def never_confirmed(self):
        """Signed up, but the address was never confirmed: nobody could sign in to these yet."""
        addresses = self.model._meta.get_field("emailaddress").related_model.objects.filter(
            user=OuterRef("pk")
        )
        return self.filter(
            Exists(addresses),
            ~Exists(addresses.filter(verified=True)),
            last_login=None,
            is_staff=False,
            is_superuser=False,
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields: Any):
        """Without a password the account can be entered by password reset or another provider only."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any):
        """Whoever can run this on the server needs no confirmation mail."""
        user = self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, email: str):
        return self.by_email(email).get()
