#!/usr/bin/env python
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myk10.settings")
    from django.core.management import execute_from_command_line

    if "DATABASE_URL" not in os.environ:
        from myk10.demo.running import adopt_environment

        adopt_environment(Path(os.environ.get("DATA", Path(__file__).resolve().parent / "var")))
    execute_from_command_line(sys.argv)
