"""Finds the browser that tests and screenshots use: an installed Chromium, else Playwright's.

`python -m myk10.demo.browser` installs one if there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_browser() -> Path | None:
    """The path of an installed Chromium, or None if only Playwright may know of one."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return MACOS if MACOS.exists() else None


def _starts(path: Path | None) -> bool:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]).close()
        except Error:
            return False
    return True


def _install_with_playwright() -> None:
    extra = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *extra, "--only-shell", "chromium"]
    subprocess.run(command, check=False)


def _install_with_apt() -> None:
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        subprocess.run([apt, "update", "-qq"], check=False)
        install = [apt, "install", "-qq", "-y", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def ensure_browser() -> None:
    if _starts(find_browser()):
        return
    for install in (_install_with_playwright, _install_with_apt):
        install()
        if _starts(find_browser()):
            return
    sys.exit(
        "Für die Tests im Browser fehlt ein Chromium, und er ließ sich nicht installieren.\n"
        "Bitte von Hand installieren, zum Beispiel: apt-get install chromium"
    )


if __name__ == "__main__":
    ensure_browser()
