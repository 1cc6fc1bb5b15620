from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from myk10.accounts.decorators import login_required_keeping_input
from myk10.accounts.forms import ProfileForm
from myk10.accounts.models import User
from myk10.accounts.rules import is_projektbuero


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    user = User.objects.select_related("municipality").get(pk=request.user.pk)
    context = {
        "account": user,
        "needs_second_factor": user.is_staff and not is_projektbuero(user),
    }
    return render(request, "accounts/overview.html", context)


@login_required_keeping_input
def profile(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Ihr Profil ist gespeichert."))
        return redirect("accounts:overview")
    return render(request, "accounts/profile.html", {"form": form})
