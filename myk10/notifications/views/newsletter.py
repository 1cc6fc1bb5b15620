from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from myk10.accounts.models import User
from myk10.client_ip import client_ip
from myk10.notifications.actions.news import stop_mail
from myk10.notifications.actions.newsletter import (
    change_newsletter,
    confirm_newsletter,
    order_newsletter,
    subscribe_account,
)
from myk10.notifications.forms import ChoiceForm, NewsletterForm, choice_of
from myk10.notifications.models import Subscription
from myk10.notifications.tokens import (
    newsletter_url,
    subscription_by_token,
    subscription_to_confirm,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return _newsletter_for_account(request, request.user)
    form = NewsletterForm(request.POST or None, who=client_ip(request))
    if request.method == "POST" and (form.is_by_machine or form.is_valid()):
        if not form.is_by_machine:
            order_newsletter(email=form.cleaned_data["email"], **form.choice())
        return render(request, "notifications/newsletter_ordered.html")
    return render(request, "notifications/newsletter.html", {"form": form})


def _newsletter_for_account(request: HttpRequest, user: User) -> HttpResponse:
    """No confirmation is needed: whoever signs in has confirmed the address."""
    subscription = Subscription.objects.confirmed().by_email(user.email).first()
    if subscription:
        return redirect(newsletter_url(subscription))
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        subscription = subscribe_account(user=user, **form.choice())
        messages.success(request, _("Sie bekommen ab jetzt unseren Newsletter."))
        return redirect(newsletter_url(subscription))
    return render(request, "notifications/newsletter.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page asks, since mail scanners open links; a POST confirms."""
    subscription = subscription_to_confirm(token)
    if subscription is None:
        return _expired(request)
    if request.method == "POST":
        confirm_newsletter(subscription=subscription)
        subscription.refresh_from_db()
        context = {"settings_url": newsletter_url(subscription)}
        return render(request, "notifications/newsletter_confirmed.html", context)
    context = {"address": subscription.email}
    return render(request, "notifications/newsletter_confirm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_settings(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link from a mail."""
    subscription = subscription_by_token(token)
    if subscription is None:
        return _expired(request)
    if "abbestellen" in request.POST:
        stop_mail(mailings=subscription.email)
        context = {"address": subscription.email, "done": True}
        return render(request, "notifications/unsubscribe.html", context)
    form = ChoiceForm(
        request.POST if request.method == "POST" else None, initial=choice_of(subscription)
    )
    if form.is_valid():
        change_newsletter(subscription=subscription, **form.choice())
        messages.success(request, _("Ihre Auswahl ist gespeichert."))
        return redirect(request.path)
    context = {"form": form, "address": subscription.email}
    return render(request, "notifications/newsletter_settings.html", context)


def _expired(request: HttpRequest) -> HttpResponse:
    return render(request, "notifications/newsletter_expired.html", status=404)
