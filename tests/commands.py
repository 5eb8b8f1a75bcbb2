"""Running a command of the registry as an operator would, and reading its one JSON object."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.management import call_command


def run(name: str, *arguments: str) -> Any:
    """The object that the command prints with ``--json``; CommandError when it failed."""
    out = io.StringIO()
    call_command(name, *arguments, "--json", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1, "one JSON object and nothing else"
    return json.loads(lines[0])
