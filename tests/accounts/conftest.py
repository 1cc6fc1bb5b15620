import re
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from myk10.notifications.models import Mail


@pytest.fixture
def signup_data(client):
    """Signs up as a person would: opens the page, takes a while, sends it."""

    def send(follow=True, query="", **changes):
        url = reverse("account_signup") + query
        with time_machine.travel("2026-10-01 10:00:00+02:00", tick=False) as clock:
            page = client.get(url)
            started = page.context["form"].initial["started"]
            clock.shift(20)
            data = {
                "email": "neu@example.org",
                "display_name": "Neu hier",
                "municipality": "",
                "password1": "vier lange worte reichen",
                "website": "",
                "started": started,
            }
            return client.post(
                url,
                urlencode(data | changes),
                content_type="application/x-www-form-urlencoded",
                follow=follow,
            )

    return send


@pytest.fixture
def link_in():
    """The address that a mail asks to open, without the host."""

    def find(mail: Mail) -> str:
        return re.match(r"http://[^/\s]+(/\S+)", mail.action_url).group(1)

    return find
