from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from myk10.demo import mailbox


@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mail_list.html", {"mails": mailbox.newest()})


@require_safe
@never_cache
def mail_detail(request: HttpRequest, file: str, position: int) -> HttpResponse:
    mail = mailbox.find(file, position)
    if mail is None:
        raise Http404
    return render(request, "demo/mail_detail.html", {"mail": mail})
