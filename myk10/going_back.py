"""Where a person goes after pressing a button: back to the page that it was on."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def page_of_form(request: HttpRequest, otherwise: str) -> str:
    """The address in the form's field `next`, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return otherwise


def see(request: HttpRequest, address: str) -> HttpResponse:
    """Leads there by GET. Where htmx asked, the part that was to be exchanged does not exist any more,
    so it opens the page as well."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return HttpResponse(headers={"HX-Redirect": response.url}) if request.htmx else response
