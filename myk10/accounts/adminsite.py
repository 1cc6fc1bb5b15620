from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myk10.accounts.rules import is_projektbuero


class AdminSite(admin.AdminSite):
    """The Projektbüro's workplace. Its only door is allauth's: same limits, same second factor."""

    site_header = gettext_lazy("MYK10 – Verwaltung")
    site_title = gettext_lazy("MYK10-Verwaltung")
    index_title = gettext_lazy("Arbeitsplatz des Projektbüros")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return is_projektbuero(request.user)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return _admin_door(request)

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if request.method == "POST":
            logout(request)
        return redirect("home" if request.method == "POST" else "account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")


@secure_admin_login
def _admin_door(request: HttpRequest) -> HttpResponse:
    """Reached by staff only; visitors are sent to the login page, other people get 403."""
    if not request.user.is_staff:
        raise PermissionDenied
    if not is_projektbuero(request.user):
        messages.warning(
            request,
            _("Bitte richten Sie einen zweiten Faktor ein. Danach öffnet sich die Verwaltung."),
        )
        return redirect("mfa_index")
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "admin:index"
    return redirect(target)
