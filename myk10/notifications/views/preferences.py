from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from myk10.accounts.models import User
from myk10.notifications.actions.news import choose_deliveries
from myk10.notifications.forms import PreferencesForm
from myk10.notifications.topics import FOR_ALL, Delivery, Topic


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, user=user)
    if request.POST.get("alles") in FOR_ALL:
        all_topics = dict.fromkeys(Topic, Delivery(request.POST["alles"]))
        choose_deliveries(user=user, wishes=all_topics)
    elif form.is_valid():
        form.save()
    else:
        context = {"form": form, "for_all": FOR_ALL}
        return render(request, "notifications/preferences.html", context)
    messages.success(request, _("Ihre Einstellungen sind gespeichert."))
    return redirect("notifications:preferences")
