"""Several cases as one in memory: every id under the name of its case, nothing else changed.

``maybach-2018.l1_arr`` is the claim ``l1_arr`` of the case ``maybach-2018``. A case id holds no
point, so no id of one case can meet that of another, and a page that two cases cite stands
twice: what was read of it is a fact of each case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.model import FOREIGN, Case
from osint_helpers.case.strands import OWN
from osint_helpers.case.tables import LIST_SEPARATOR, NONE_FOUND, TABLES
from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from osint_helpers.case.meta import CaseMeta

# What belongs to a folder and not to a statement: its captures, its questions, its decisions.
LEFT_OUT: Final = ("exhibits", "pulls", "screening_judgements")
# Columns that hold ids of several tables, which `Table.refs` cannot say.
_SUBJECTS: Final = {
    "claims": ("topic", "subject"), "readings": ("subject",), "resolutions": ("subject",),
    "unknowns": ("subject",), "relations": ("subject", "object"), "reach": ("subject",),
    "questions": ("about",),
}  # fmt: skip
_VALUES: Final = {"claims": ("value", "about"), "readings": ("value",)}
_NAMED: Final = ("items", "entities", "places", "legs")
_WORDS: Final = frozenset({OWN, NONE_FOUND})
_DATE_OF: Final = re.compile(r'"claim:([^"\\]+)"')  # dates in red_flags.inputs
_ANY: Final = "any"
STEP: Final = 10_000  # legs.position of the second case begins here


def name_in(case: Case | str, key: str) -> str:
    """Return the id that `key` of a case has where cases are gathered."""
    return f"{case if isinstance(case, str) else case.id}.{key}"


def gather(
    cases: Sequence[Case],
    meta: CaseMeta,
    *,
    folder: Path,
    own: Mapping[str, pd.DataFrame] | None = None,
    lines: Mapping[str, Sequence[int]] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Case:
    """Return one case that holds the rows of several.

    Every id of every table becomes ``<case>.<id>``, and so does whatever leads to it. The family
    of goods of each leg is written out, because the items of the gathered case are many. Tables
    that belong to a folder (`LEFT_OUT`) and the texts stay with their cases.

    Parameters
    ----------
    cases
        Open cases, in the order their rows shall have.
    meta
        Head of the gathering. Topics of the cases are added to its own.
    folder
        Its folder, for captures and seals of its own.
    own, lines, texts
        Rows of its own, their lines, and its texts. They name ids of a case as gathered.

    Returns
    -------
    Case
        With the gathered ones as ``parts``; rows of a part have the line `FOREIGN`.

    Raises
    ------
    CaseError
        When there is no case, one stands twice, or one is itself a gathering.
    """
    import pandas as pd

    _check(cases)
    tables: dict[str, pd.DataFrame] = {}
    numbers: dict[str, list[int]] = {}
    for table in TABLES:
        frames = [] if table in LEFT_OUT else [
            _named(case, table, n) for n, case in enumerate(cases)
        ]  # fmt: skip
        count = sum(len(frame) for frame in frames)
        mine = (own or {}).get(table)
        frames += [cases[0].table(table).iloc[:0] if mine is None else mine]
        held = [frame for frame in frames if len(frame)] or frames[-1:]
        tables[table] = pd.concat(held, ignore_index=True)
        numbers[table] = [FOREIGN] * count + list((lines or {}).get(table, ()))
    return Case(folder, _topics(meta, cases), tables, numbers, texts or {}, parts=tuple(cases))


def _check(cases: Sequence[Case]) -> None:
    names = [case.id for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    nested = [case.id for case in cases if case.parts]
    if not cases or twice or nested:
        what = "no case is given to gather"
        what = f"{twice[0]!r} is gathered twice" if twice else what
        what = f"{nested[0]!r} is itself a gathering of cases" if nested else what
        raise CaseError(what, advice="name each single case once")


def _topics(meta: CaseMeta, cases: Iterable[Case]) -> CaseMeta:
    from dataclasses import replace

    found = {name_in(case, key): text for case in cases for key, text in case.meta.topics.items()}
    return replace(meta, topics={**meta.topics, **found})


def _named(case: Case, table: str, number: int) -> pd.DataFrame:
    """Return a table of one case with its ids under the name of the case."""
    frame = case.table(table).copy()
    form = TABLES[table]
    mended: dict[str, Callable[[Any], Any]] = {
        column: lambda value: _prefixed(case, value) for column in form.refs
    }
    if len(form.key) == 1:
        mended[form.key[0]] = lambda value: _prefixed(case, value)
    for column in _SUBJECTS.get(table, ()):
        mended[column] = lambda value: _subjects(case, value)
    for column in _VALUES.get(table, ()):
        mended[column] = lambda value: _value(case, value)
    if table == "red_flags":
        mended["inputs"] = lambda text: _DATE_OF.sub(
            lambda found: f'"claim:{name_in(case, found[1])}"', text
        )
    for column, change in mended.items():
        frame[column] = type(frame[column])(
            [change(value) for value in frame[column]], index=frame.index,
            dtype=frame[column].dtype,
        )  # fmt: skip
    if table == "legs":
        frame["position"] += number * STEP
        frame["apart"] = [_subjects(case, one) for one in frame["apart"]]
        frame["goods_family"] = [one or _family(case) for one in frame["goods_family"]]
    return frame


def _family(case: Case) -> str:
    """Return the family the legs of a case are asked for where they name none."""
    return next((family for family in case.items["goods_family"] if family), _ANY)


def _prefixed(case: Case, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(one if one in _WORDS else name_in(case, one) for one in value)
    return name_in(case, value) if value else value


def _subjects(case: Case, value: str) -> str:
    """Return subjects by their gathered ids; one gap may concern several legs."""
    if not value:
        return value
    return LIST_SEPARATOR.join(name_in(case, one) for one in value.split(LIST_SEPARATOR))


def _value(case: Case, value: str) -> str:
    """Return a value: an id of the case by its gathered id, words as they stand."""
    known = any(case.has(table, value) for table in _NAMED)
    return name_in(case, value) if known else value
