"""Pages go over the wire compressed. Static files are compressed once and for all, by whitenoise."""

import gzip
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
NOT_WORTH_IT = 200  # bytes
QUICK = 3  # a third of the time of gzip's usual level, for a tenth more bytes
PADDING = 100  # bytes at most


class _Repeatable(GZipMiddleware):
    max_random_bytes = 0


class CompressPages:
    """Compresses texts, and leaves pictures as they are.

    A page that all visitors get alike is the same byte for byte each time, so that its ETag holds.
    Any other gets random bytes, so that its length tells nothing about what is in it (BREACH); as it
    is compressed for one answer only, that is done quickly.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.public = _Repeatable(get_response)
        self.private = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        if "public" in response.headers.get("Cache-Control", ""):
            return self.public.process_response(request, response)
        if response.streaming or response.has_header("ETag"):
            return self.private.process_response(request, response)
        return _compressed_quickly(request, response)


def _compressed_quickly(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if len(response.content) < NOT_WORTH_IT or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        response.content = _padded(gzip.compress(response.content, QUICK, mtime=0))
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _padded(compressed: bytes) -> bytes:
    """With a file name of random length, which gzip's header may hold and nobody reads."""
    header = bytearray(compressed[:10])
    header[3] = gzip.FNAME
    return bytes(header) + b"a" * secrets.randbelow(PADDING) + b"\0" + compressed[10:]
