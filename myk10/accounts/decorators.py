from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from myk10.accounts.kept_input import answer_keeping_input


def login_required_keeping_input(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like Django's login_required, but gives back what somebody typed while the session ended."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return answer_keeping_input(request, signed_out=True)
        return redirect_to_login(request.get_full_path())

    return wrapper
