from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "myk10.accounts"
    label = "accounts"
    verbose_name = _("Konten")
    default = True

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from myk10.accounts.actions import end_other_sessions

        authenticator_added.connect(end_other_sessions)


class AdminSiteConfig(admin_apps.AdminConfig):
    default = False
    default_site = "myk10.accounts.adminsite.AdminSite"
