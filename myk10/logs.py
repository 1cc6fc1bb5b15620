"""One JSON object a line on standard error. No addresses of people, no query strings, no names."""

import logging
import logging.config
import re
import time
import uuid
from contextvars import ContextVar

from django.conf import settings

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_given_id = re.compile(r"[A-Za-z0-9-]{8,64}")
log = logging.getLogger("myk10.requests")


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        # Django attaches the request to its own records; it must not be written out.
        record.__dict__.pop("request", None)
        return True


def configure() -> None:
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"request_id": {"()": RequestIdFilter}},
            "formatters": {
                "json": {
                    "()": "pythonjsonlogger.json.JsonFormatter",
                    "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                    "rename_fields": {
                        "asctime": "at",
                        "levelname": "level",
                        "name": "logger",
                    },
                    "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                    "json_ensure_ascii": False,
                }
            },
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "formatter": "json",
                    "filters": ["request_id"],
                }
            },
            "root": {"handlers": ["stderr"], "level": settings.LOG_LEVEL},
            "loggers": {
                # The request log says the same in one line.
                "django.request": {"level": "ERROR"},
                "django.server": {"level": "ERROR"},
                # Sweeps run every few seconds; what they did stands in the rows they changed.
                "celery.app.trace": {"level": "WARNING"},
                "celery.beat": {"level": "WARNING"},
                "celery.worker.strategy": {"level": "WARNING"},
            },
        }
    )


def request_log(get_response):
    """Middleware: one line a request, with method, path, status and milliseconds."""

    def middleware(request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _given_id.fullmatch(given) else uuid.uuid4().hex
        token = _request_id.set(request.id)
        began = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request.id
            log.info(
                "request",
                extra={
                    "method": request.method,
                    "path": _loggable_path(request),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                },
            )
            return response
        finally:
            _request_id.reset(token)

    return middleware


def _loggable_path(request) -> str:
    """The path, or its pattern where the path holds a token that opens something."""
    match = request.resolver_match
    if match and any(name in _SECRET_ARGUMENTS for name in match.kwargs):
        return "/" + match.route
    return request.path


_SECRET_ARGUMENTS = {"key", "token", "uidb36", "uidb64"}
