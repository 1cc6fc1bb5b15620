"""Every mail that allauth can send has a German subject and text."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from tests.factories import UserFactory

SOURCE = Path(allauth.__file__).parent / "templates"
SENT = sorted(
    str(path.relative_to(SOURCE)).removesuffix("_subject.txt")
    for folder in ("account", "mfa", "socialaccount")
    for path in (SOURCE / folder / "email").glob("*_subject.txt")
    if "code_subject" not in path.name  # signing in by mailed code is switched off
)


@pytest.mark.parametrize("prefix", SENT)
def test_mail(prefix, rf):
    context = {
        "user": UserFactory.build(display_name="Anna & Berta"),
        "email": "anna@example.org",
        "activate_url": "http://localhost/bestaetigen/",
        "password_reset_url": "http://localhost/neu/",
        "signup_url": "http://localhost/neu/",
        "timestamp": timezone.now(),
        "from_email": "alt@example.org",
        "to_email": "neu@example.org",
        "deleted_email": "alt@example.org",
        "provider": "BundID",
    }
    request = rf.get("/")
    subject = render_to_string(f"{prefix}_subject.txt", context, request).strip()
    body = render_to_string(f"{prefix}_message.txt", context, request)
    assert 10 <= len(subject) <= 60
    assert "\n" not in subject
    assert body.startswith("Guten Tag,\n\n")
    assert "&amp;" not in body
    assert "\n\n\n" not in body
    assert not any(word in body for word in ("You ", "Please", " Du ", " du "))
