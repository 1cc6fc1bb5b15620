"""Files that people uploaded, on their way out. Whoever calls has asked who may see them."""

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control

KEPT_SECONDS = 3600


def stored_file(file: FieldFile, *, is_public: bool, **options: Any) -> FileResponse:
    """Kept by browsers and proxies only where everybody may see it. Raises Http404 for a file that is gone."""
    try:
        response = FileResponse(file.open("rb"), **options)
    except FileNotFoundError as error:
        raise Http404 from error
    if is_public:
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


def stored_picture(file: FieldFile, *, is_public: bool) -> FileResponse:
    return stored_file(file, is_public=is_public, content_type="image/webp")
