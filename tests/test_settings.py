import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOOD = {
    "SECRET_KEY": "production-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
    "SITE_URL": "https://mitmachen.example.de",
    "DATABASE_URL": "postgres://myk10@localhost/myk10",
    "TRUSTED_PROXIES": "1",
}


def check_for_real(**changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = GOOD | changes
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | {k: v for k, v in environment.items() if v is not None},
        capture_output=True,
        text=True,
    )


def test_good_settings_pass_the_deployment_check():
    result = check_for_real()

    assert (result.returncode, result.stderr) == (0, "")


def test_tls_without_a_trusted_proxy_is_named_before_it_loops():
    result = check_for_real(TRUSTED_PROXIES="0")

    assert result.returncode == 1
    assert "(myk10.W001) SITE_URL is https://, but TRUSTED_PROXIES is 0" in result.stderr
    assert "HINT: Set TRUSTED_PROXIES" in result.stderr


def test_a_site_without_tls_needs_no_proxy():
    assert (
        "myk10.W001" not in check_for_real(SITE_URL="http://localhost", TRUSTED_PROXIES="0").stderr
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz0123456789"),
        ("SITE_URL", None),
        ("SITE_URL", "mitmachen.example.de"),
        ("DATABASE_URL", None),
    ],
)
def test_a_missing_or_weak_setting_stops_the_start_and_is_named(name, value):
    changes = {name: value}
    if name == "DATABASE_URL":
        changes["DATA"] = "/nonexistent"  # no running demo to take it from
    result = check_for_real(**changes)

    assert result.returncode == 1
    assert f"{name}" in result.stderr.splitlines()[-1]
