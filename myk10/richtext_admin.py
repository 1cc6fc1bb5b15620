"""The editor of formatted text, in the admin and under its content security policy."""

from typing import Any

from django.contrib import admin
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from js_asset.media import Media as MediaWithNonce


def allowed_by_policy(request: HttpRequest, media: Media) -> Media:
    """The editor brings an import map, the only inline script; it passes by the request's nonce."""
    media = media + Media(js=["js/editor-labels.js"])
    return MediaWithNonce.from_media(media, nonce=str(request.csp_nonce))


class RichTextAdmin(admin.ModelAdmin):
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = allowed_by_policy(request, context["media"])
        return super().render_change_form(request, context, *args, **kwargs)
