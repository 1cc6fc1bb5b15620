"""Signing in with BundID or another OpenID Connect provider is a matter of configuration."""

import json
import runpy

import pytest
from django.urls import reverse

from myk10 import settings as real_settings

pytestmark = pytest.mark.django_db

BUND_ID = {
    "provider_id": "bundid",
    "name": "BundID",
    "client_id": "myk10",
    "secret": "geheim",
    "settings": {"server_url": "https://id.bund.example/.well-known/openid-configuration"},
}


def test_no_button_without_a_provider(client):
    assert "oidc" not in client.get(reverse("account_login")).content.decode()


def test_button_when_configured(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [BUND_ID]}}
    page = client.get(reverse("account_login")).content.decode()
    assert "Mit BundID anmelden" in page
    assert 'action="/konto/oidc/bundid/login/?process=login"' in page


def test_policy_lets_the_form_lead_to_the_provider(monkeypatch):
    monkeypatch.setenv("OPENID_CONNECT_APPS", json.dumps([BUND_ID]))
    values = runpy.run_path(real_settings.__file__)
    allowed = values["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]
    assert allowed == ["'self'", "https://id.bund.example"]
