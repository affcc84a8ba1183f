"""Run ``osint preserve`` in a process of its own against loopback servers.

``python -m tests.cli.preserving_run CDX REPLAY ARGUMENT…``; the environment variable GRACE sets the
seconds that captures under way get after an interruption.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from osint_helpers.cli import preserving
from osint_helpers.errors import OsintError
from osint_helpers.evidence.preserving import running
from osint_helpers.evidence.wayback import Server
from tests.evidence.preserving.site import settings


def call(argv: Sequence[str]) -> int:
    """Parse and run the command as the ``osint`` parser would."""
    (command,) = preserving.COMMANDS
    parser = argparse.ArgumentParser(prog="osint preserve")
    for names, options in command.arguments:
        parser.add_argument(*names, **options)
    return command.action(parser.parse_args(argv))


if __name__ == "__main__":
    server = Server(*sys.argv[1:3])
    preserving._settings = settings
    preserving._server = lambda: server
    if "GRACE" in os.environ:
        running.preserve.__kwdefaults__["grace"] = float(os.environ["GRACE"])
    try:
        sys.exit(call(sys.argv[3:]))
    except OsintError as error:
        sys.exit(f"error: {error}")
