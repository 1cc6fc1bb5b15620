import io

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from myk10.demo import mailbox
from myk10.notifications.mail_frame import mail_frame


@require_safe
@never_cache
def mail_list(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mail_list.html", {"mails": mailbox.newest()})


@require_safe
@never_cache
def mail_detail(request: HttpRequest, file: str, position: int) -> HttpResponse:
    return render(request, "demo/mail_detail.html", {"mail": _mail(file, position)})


@require_safe
@never_cache
@mail_frame
def mail_html(request: HttpRequest, file: str, position: int) -> HttpResponse:
    """What the frame of the page above shows. Its links open in the whole window."""
    html = _mail(file, position).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


@require_safe
@never_cache
def mail_attachment(request: HttpRequest, file: str, position: int, number: int) -> HttpResponse:
    attachments = _mail(file, position).attachments
    if number >= len(attachments):
        raise Http404
    attachment = attachments[number]
    return FileResponse(
        io.BytesIO(attachment.content),
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
    )


def _mail(file: str, position: int) -> mailbox.Mail:
    mail = mailbox.find(file, position)
    if mail is None:
        raise Http404
    return mail
