"""Pages go over the wire compressed. Static files are compressed once and for all, by whitenoise."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


class _Repeatable(GZipMiddleware):
    max_random_bytes = 0


class CompressPages:
    """Compresses texts, and leaves pictures as they are.

    A page that all visitors get alike is the same byte for byte each time, so that its ETag holds.
    Any other gets random bytes, so that its length tells nothing about what is in it (BREACH).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.public = _Repeatable(get_response)
        self.private = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        is_public = "public" in response.headers.get("Cache-Control", "")
        return (self.public if is_public else self.private).process_response(request, response)
