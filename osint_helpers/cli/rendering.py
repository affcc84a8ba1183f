"""``osint picture``: draw a captured page as a derived exhibit."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import (
    CASE_ARGUMENT,
    WHO_OPTION,
    Command,
    analyst,
    evidence_folder,
    proxy,
)
from osint_helpers.errors import EvidenceError

if TYPE_CHECKING:
    from osint_helpers.evidence.record import Capture


def picture(arguments: argparse.Namespace) -> int:
    """Draw one capture and print what became of it.

    Returns
    -------
    int
        0 when there is a picture, 1 when the page could not be drawn: that is stored as well.
    """
    from osint_helpers.evidence.net.settings import Settings
    from osint_helpers.evidence.rendering import screenshot
    from osint_helpers.evidence.storing import Store

    case = evidence_folder(arguments)
    source = _capture(case, arguments.capture)
    store = Store(case, analyst(arguments))
    online = not arguments.offline
    made = screenshot(
        store,
        source,
        Settings(proxy=proxy()) if online else Settings(),
        width=arguments.width,
        online=online,
        javascript=online and not arguments.no_javascript,
    )
    _print(made)
    return 0 if made.body is not None else 1


def _print(made: Capture) -> None:
    method = made.record["method"]
    size, counts = method["picture"], method["resources"]
    output.line(f"picture    {made.id}: {made.outcome}")
    if made.body is not None:
        output.line(f"size       {size['width']} by {size['height']} pixels")
        output.line(f"file       {made.body}")
    loaded, failed, blocked = counts["loaded"], counts["failed"], counts["blocked"]
    output.line(f"resources  {loaded} loaded, {failed} failed, {blocked} blocked")
    output.line(f"note       {method['note']}")
    if made.record["reason"]:
        output.line(f"limits     {made.record['reason']}")


def _capture(case: Path, name: str) -> Capture:
    from osint_helpers.evidence import layout
    from osint_helpers.evidence.record import load

    folder = case / layout.CAPTURES / name
    if layout.CAPTURE_ID.fullmatch(name) is None or not folder.is_dir():
        raise EvidenceError(
            f"no capture {name!r} in {case.name}", advice="give a name from its folder captures/"
        )
    return load(folder)


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "picture",
        "draw a captured page from its stored bytes; the picture is a derived exhibit",
        (
            CASE_ARGUMENT,
            (("capture",), {"help": "name of the capture, as its folder"}),
            WHO_OPTION,
            (
                ("--width",),
                {
                    "type": int,
                    "default": 1280,
                    "metavar": "PIXELS",
                    "help": "of the window, default 1280; 390 for a phone",
                },
            ),
            (
                ("--offline",),
                {
                    "action": "store_true",
                    "help": "fetch no images, styles, scripts; can be repeated from the folder",
                },
            ),
            (("--no-javascript",), {"action": "store_true", "help": "run no scripts"}),
        ),
        picture,
    ),
)
