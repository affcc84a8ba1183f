"""The public records a case asks for: rows of ``pulls.csv``, what is recorded of them, replay."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import LIST_SEPARATOR, TABLES
from osint_helpers.collect import parameters
from osint_helpers.collect.pulling import Pull, Pulled, ask, digest
from osint_helpers.errors import CaseError, CollectError, NotRecorded

if TYPE_CHECKING:
    from pathlib import Path

    from osint_helpers.case.model import Case
    from osint_helpers.collect.collected import Collected

REFERENCE: Final = "@"  # @sources.url: every value of a column of the case
EVENT: Final = "pull.done"


@dataclass(frozen=True)
class State:
    """What the case holds of a pull.

    Attributes
    ----------
    row
        Of ``pulls.csv``.
    recorded
        UTC; ``""`` when it is not recorded.
    captures
        Ids.
    complete
        None when it is not recorded.
    facts
        Of the newest line of the log about this pull: rows, licence, problem and others; empty
        when there is none.
    """

    row: dict[str, Any]
    recorded: str
    captures: tuple[str, ...]
    complete: bool | None
    facts: dict[str, Any]


def pulls(case: Case) -> list[Pull]:
    """Return every pull of a case with its parameters as text.

    A value ``@table.column`` becomes every value of that column, once each, in file order.

    Raises
    ------
    CaseError
        For parameters that are none, and a reference that leads nowhere; names the row.
    """
    return [pull_of(case, index) for index in range(len(case.pulls))]


def pull_of(case: Case, index: int) -> Pull:
    """Return the pull of one row of the table."""
    row = case.pulls.iloc[index]
    line = case.line_of("pulls", index)
    try:
        texts = parameters.parse(str(row["parameters"]))
    except CollectError as error:
        raise CaseError(
            error.what, advice=error.advice, file="pulls.csv", row=line, column="parameters"
        ) from error
    found: dict[str, parameters.Text] = {
        name: _resolved(case, text, line) for name, text in texts.items()
    }
    return Pull(str(row["pull"]), str(row["collector"]), found, str(row["why"]))


def _resolved(case: Case, text: str, line: int | None) -> parameters.Text:
    if not text.startswith(REFERENCE):
        return text
    table, _, column = text[1:].partition(".")
    if table not in TABLES or column not in TABLES[table].columns:
        raise CaseError(
            f"{text!r} leads to no column of this case", advice="write @table.column",
            file="pulls.csv", row=line, column="parameters",
        )  # fmt: skip
    values: dict[str, None] = {}
    for cell in case.table(table)[column]:
        for one in cell if isinstance(cell, tuple) else str(cell).split(LIST_SEPARATOR):
            if str(one).strip():
                values[str(one).strip()] = None
    return tuple(values)


def read_otherwise(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Say whether the same captures gave another table: the reading of them has changed."""
    same = before.get("captures") == now.get("captures") and bool(now.get("captures"))
    return same and before.get("table_sha256") != now.get("table_sha256")


def states(case: Case) -> list[State]:
    """Return what the case holds of each pull, in the order of the table."""
    from osint_helpers.evidence import ledger

    logged: dict[str, dict[str, Any]] = {}
    for line in ledger.lines(case.folder):
        if line.event == EVENT:
            logged[str(line.facts.get("pull", ""))] = {**line.facts, "at": line.at}
    return [_state(row, logged.get(str(row["pull"]), {})) for row in _rows(case)]


def _state(row: dict[str, Any], facts: dict[str, Any]) -> State:
    captures = tuple(one for one in str(row["capture"]).split(LIST_SEPARATOR) if one)
    complete = {"yes": True, "no": False}.get(str(row["complete"]))
    return State(row, str(row["recorded"]), captures, complete, facts)


def _rows(case: Case) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()}
            for row in case.pulls.to_dict("records")]  # fmt: skip


def pulled(case: Case, name: str) -> Collected:
    """Return the recorded result of a pull, from the captures its row names.

    Raises
    ------
    CaseError
        When there is no such pull.
    NotRecorded
        When it has not been recorded.
    """
    from osint_helpers.collect.client import Client

    for index, state in enumerate(states(case)):
        if state.row["pull"] == name:
            if not state.recorded:
                raise NotRecorded(
                    f"the pull {name} is not recorded", file="pulls.csv",
                    row=case.line_of("pulls", index), advice=f"osint pull {case.id} records it",
                )  # fmt: skip
            client = Client(case.folder, "replay", pins=state.captures)
            return _compared(ask(client, pull_of(case, index)), state)
    raise CaseError(
        f"no pull {name!r}", file="pulls.csv",
        advice=f"the table has {', '.join(case.pulls['pull']) or 'none'}",
    )  # fmt: skip


def _compared(found: Collected, state: State) -> Collected:
    """Say in the notes when the table is not the one that the log has the hash of."""
    logged = str(state.facts.get("table_sha256", ""))
    if not logged or digest(found.frame) == logged:
        return found
    note = (
        f"the table is not the one the log tells of ({state.facts.get('rows')} rows, "
        f"schema {state.facts.get('schema')}): the reading was changed since it was recorded"
    )
    return replace(found, meta=replace(found.meta, notes=(*found.meta.notes, note)))


def write(folder: Path, done: Pulled) -> None:
    """Write into ``pulls.csv`` when a pull was recorded, its captures, and whether it is complete.

    Only a pull of which something came is written; the other rows and columns stay as they are.

    Raises
    ------
    CaseError
        When the row is gone from the file.
    """
    if done.collected is None:
        return
    from osint_helpers.evidence import durable

    path = folder / "pulls.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), strict=True))
    at = {name: rows[0].index(name) for name in rows[0]}
    row = next((one for one in rows[1:] if one[at["pull"]] == done.pull.pull), None)
    if row is None:
        raise CaseError(f"the row of {done.pull.pull!r} is gone", file=path, advice="put it back")
    meta = done.collected.meta
    row[at["recorded"]] = meta.retrieved_at
    row[at["capture"]] = LIST_SEPARATOR.join(meta.captures)
    row[at["complete"]] = "yes" if meta.complete else "no"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    with durable.new_file(path) as part:
        part.write_text(text.getvalue(), "utf-8", newline="")
