from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "myk10.accounts"
    label = "accounts"
    verbose_name = _("Konten")
    default = True


class AdminSiteConfig(admin_apps.AdminConfig):
    default = False
    default_site = "myk10.accounts.adminsite.AdminSite"
