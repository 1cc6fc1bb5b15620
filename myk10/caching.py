"""Pages that every visitor gets alike are kept for some seconds.

Django's own cache middleware does the keeping; it obeys the Cache-Control header that is set here.
"""

from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def visitor_page(view):
    """Let the answer to a visitor without a session be kept for VISITOR_CACHE_SECONDS.

    Nobody else's answer is kept. The page must not hold anything that belongs to one visitor.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        if is_visitor(request):
            patch_cache_control(response, public=True, max_age=settings.VISITOR_CACHE_SECONDS)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return wrapper


def is_visitor(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME not in request.COOKIES
