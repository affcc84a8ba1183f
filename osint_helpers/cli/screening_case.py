"""``osint screen --case``: ask about every named party of a case and keep the records in it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from osint_helpers.cli import output
from osint_helpers.cli.command import analyst
from osint_helpers.errors import OsintError

if TYPE_CHECKING:
    from pathlib import Path

    from osint_helpers.journey import Party
    from osint_helpers.screening import Snapshot
    from osint_helpers.screening.stored import Stored


def screen(arguments: argparse.Namespace, snapshots: Sequence[Snapshot]) -> int:
    """Ask, add what is new to ``screenings.jsonl`` and say what was found.

    A record that is there already stays as it is, with who asked first and when.
    """
    from osint_helpers import journey
    from osint_helpers.case import open_case
    from osint_helpers.evidence import clock
    from osint_helpers.screening import stored

    if arguments.name or arguments.as_of:
        raise OsintError("--case asks about the parties of the case, for its own days",
                         advice="leave out the name and --as-of")  # fmt: skip
    case, who = open_case(arguments.case), analyst(arguments)
    asked = journey.parties(case)
    kept = journey.screenings(case)
    known = {(one.party, one.day_of, one.sha256) for one in kept}
    made = [one for one in _records(asked, snapshots, who, date.fromisoformat(clock.utc()[:10]))
            if (one.party, one.day_of, one.sha256) not in known]  # fmt: skip
    path = case.folder / stored.FILE
    if made:
        _replace(path, stored.text([*kept, *made]))
    _say(asked, made, path)
    return 0


def _records(
    asked: Sequence[Party], snapshots: Sequence[Snapshot], who: str, on: date
) -> list[Stored]:
    from osint_helpers import screening
    from osint_helpers.screening.stored import Stored

    names = sorted({one.list for one in snapshots})
    days = {day for party in asked for day in party.days.values()}
    views = {day: [screening.as_of(snapshots, name, day) for name in names] for day in days}
    return [
        Stored(party.entity, party.legs, what, who, on,
               screening.screen(party.subject, views[day]))
        for party in asked if party.subject is not None for what, day in party.days.items()
    ]  # fmt: skip


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(text, encoding="ascii", newline="\n")
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _say(asked: Sequence[Party], made: Sequence[Stored], path: Path) -> None:
    put = [one for one in asked if one.subject is not None]
    output.line(f"asked      {len(put)} parties; {len(asked) - len(put)} not asked, by role or "
                "no party of the journey")  # fmt: skip
    output.line(f"records    {len(made)} new, in {path.name}")
    for one in made:
        for answer in one.record.answers:
            for found in answer.candidates:
                output.line(f"candidate  {one.party}, {answer.list}, {one.day_of} {answer.day}: "
                            f"{found.verdict} {found.name} ({found.ref})")  # fmt: skip
