from typing import Any

import rules
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from myk10.accounts.querysets import UserManager
from myk10.accounts.rules import is_projektbuero
from myk10.region.models import Municipality
from myk10.text import plain_line


class User(AbstractBaseUser, PermissionsMixin):
    """A person's account. Others see the display name and nothing else."""

    email = models.EmailField(
        _("E-Mail-Adresse"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Diese E-Mail-Adresse gehört schon zu einem Konto.")},
    )
    display_name = models.CharField(_("Anzeigename"), max_length=60, validators=[plain_line])
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("Gemeinde"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="residents",
    )
    is_staff = models.BooleanField(
        _("gehört zum Projektbüro"),
        default=False,
        help_text=_("Darf sich in der Verwaltung anmelden und dort arbeiten."),
    )
    is_active = models.BooleanField(
        _("aktiv"),
        default=True,
        help_text=_("Ohne Haken kann sich die Person nicht mehr anmelden."),
    )
    date_joined = models.DateTimeField(_("angelegt am"), default=timezone.now)
    second_factor_added_at = models.DateTimeField(
        _("zweiter Faktor hinzugefügt am"), null=True, blank=True, editable=False
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Diese E-Mail-Adresse gehört schon zu einem Konto."),
            ),
            models.UniqueConstraint(
                Lower("display_name"),
                name="user_display_name_unique",
                violation_error_message=_(
                    "Diesen Anzeigenamen gibt es schon. Bitte wählen Sie einen anderen."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(display_name=""), name="user_has_display_name"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether signing in takes more than a password. Recovery codes alone ask for nothing."""
        return self.authenticator_set.exclude(type="recovery_codes").exists()

    def get_session_auth_hash(self) -> str:
        """A new second factor ends every session that began without it, as a new password does."""
        by_password = super().get_session_auth_hash()
        if self.second_factor_added_at is None:
            return by_password
        moment = self.second_factor_added_at.isoformat()
        return salted_hmac("session", f"{by_password} {moment}", algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What rules.py says; groups and permissions in the database say nothing. A superuser may
        do everything, once as safely signed in as the Projektbüro."""
        return self._may_do_everything() or rules.has_perm(perm, self, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return self._may_do_everything() or rules.has_perm(app_label, self)

    def _may_do_everything(self) -> bool:
        return self.is_superuser and is_projektbuero(self)
