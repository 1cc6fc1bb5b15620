"""What the tests of writing ideas have in common."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from myk10.region.models import FieldOfAction

IDEA = {
    "title": "Eine Mitfahrerbank für jedes Dorf",
    "summary": "Wer mitfahren will, setzt sich hin und wählt das Ziel.",
    "description": "An der Bank steht ein Bildschirm.\n\nAutofahrer sehen ihn von weitem.",
}


def typed(**changes) -> dict:
    """A complete form of an idea as the browser sends it, without a button."""
    field = FieldOfAction.objects.get(slug="mobilitaet")
    return {**IDEA, "field_of_action": field.pk, "municipality": "", **changes}


def photo(name: str = "bank.jpg", color: str = "green") -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (60, 40), color).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")
