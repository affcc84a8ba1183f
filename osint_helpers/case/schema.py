"""The tables of `tables.TABLES` as pandera schemas, and their failures as faults."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from osint_helpers.case.faults import CaseFault
from osint_helpers.case.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from osint_helpers.case.tables import Table

_REQUIRED, _VOCAB = "required", "vocab"


@cache
def schema_of(name: str) -> Any:  # noqa: ANN401  (pandera ships no types)
    """Return the pandera schema of table `name`: required cells and vocabularies.

    Built once a process: building costs more than checking.
    """
    import pandera.pandas as pa

    table = TABLES[name]
    return pa.DataFrameSchema(
        {
            column: pa.Column(checks=checks, required=True, nullable=True)
            for column in table.columns
            if (checks := _checks(table, column))
        },
        strict=False,
        name=name,
    )


def _checks(table: Table, column: str) -> list[Any]:
    """Return the pandera checks of one column; empty cells are the business of `required`."""
    import pandera.pandas as pa

    checks = []
    if column in table.required:
        if column in table.numbers:
            checks.append(pa.Check(lambda s: s.notna(), name=_REQUIRED, ignore_na=False))
        elif column in table.lists:
            checks.append(pa.Check(lambda s: s.map(len) > 0, name=_REQUIRED))
        else:
            checks.append(pa.Check(lambda s: s.str.strip() != "", name=_REQUIRED))
    if column in table.vocab:
        allowed = {*table.vocab[column], ""}
        checks.append(pa.Check(lambda s: s.isin(allowed), name=_VOCAB))
    return checks


def check_frame(
    name: str, frame: pd.DataFrame, lines: Sequence[int], file: Path
) -> list[CaseFault]:
    """Return the faults of one typed table, in row order.

    Parameters
    ----------
    name
        A key of `tables.TABLES`.
    frame
        Its rows, as `frames.to_frame` makes them.
    lines
        Line of the file for each row of `frame`.
    file
        For the messages.
    """
    import pandera.errors

    faults = list(_duplicates(TABLES[name], frame, lines, file))
    if len(frame) and schema_of(name).columns:
        try:
            schema_of(name).validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as error:
            faults.extend(_failures(name, error.failure_cases, lines, file))
    return sorted(faults, key=lambda fault: fault.row or 0)


def _failures(
    name: str, cases: pd.DataFrame, lines: Sequence[int], file: Path
) -> Iterator[CaseFault]:
    """Turn pandera's failure cases into faults that say what to do."""
    table = TABLES[name]
    for case in cases.to_dict("records"):
        column, line = str(case["column"]), lines[int(case["index"])]
        if case["check"] == _REQUIRED:
            code, what, advice = "E015", "is empty", "fill it; the column is required"
        else:
            code, what = "E014", f"{case['failure_case']!r} is not an allowed value"
            advice = "allowed: " + ", ".join(word for word in table.vocab[column] if word)
        yield CaseFault(code, what, advice=advice, file=file, row=line, column=column)


def _duplicates(
    table: Table, frame: pd.DataFrame, lines: Sequence[int], file: Path
) -> Iterator[CaseFault]:
    """Report every row whose key another row above already has."""
    seen: dict[tuple[str, ...], int] = {}
    keys = zip(*(frame[column].tolist() for column in table.key), strict=True)
    for line, key in zip(lines, keys, strict=True):
        if key in seen:
            what = f"{' / '.join(key)!r} stands in line {seen[key]} already"
            advice = f"keep one row for each {' + '.join(table.key)}"
            yield CaseFault("E016", what, advice=advice, file=file, row=line, column=table.key[0])
        seen.setdefault(key, line)
