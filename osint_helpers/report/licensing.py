"""Data of others in a report: an export obeys the licence class of each exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from osint_helpers.collect.licences import CLASSES
from osint_helpers.errors import ReportError
from osint_helpers.exhibits.canonical import canonical

if TYPE_CHECKING:
    from osint_helpers.evidence.terms import Reason
    from osint_helpers.exhibits.exhibit import Exhibit


def check(exhibits: Iterable[Exhibit], reasons: Mapping[str, Reason]) -> None:
    """Refuse a report of data that need a written reason, without one or without printing it.

    Parameters
    ----------
    exhibits
        All exhibits of the report.
    reasons
        Written reasons by class, as the log of the case has them.

    Raises
    ------
    ReportError
        Names the exhibit and the class.
    """
    found = list(exhibits)
    for one in found:
        licence = one.spec.get("licence") if isinstance(one.spec, dict) else None
        if not isinstance(licence, dict):
            continue
        name = str(licence["class"])
        if name not in CLASSES:
            raise ReportError(f"exhibit {one.id}: {name!r} is no licence class")
        if not CLASSES[name].reason_to_show:
            continue
        if name not in reasons:
            raise ReportError(
                f"exhibit {one.id} shows data of the licence class {name}: {CLASSES[name].rule}",
                advice=f'osint permit CASE {name} "…" writes the reason; or take the exhibit out',
            )
        _printed(one.id, reasons[name], found)


def _printed(shown: str, reason: Reason, exhibits: Iterable[Exhibit]) -> None:
    text = canonical(reason.reason)[1:-1]
    if not any(text in canonical(one.spec) for one in exhibits):
        raise ReportError(
            f"exhibit {shown} shows data of the licence class {reason.licence}, and the written "
            "reason is printed nowhere",
            advice="add exhibits.licences(case, …) to the notebook, then osint run",
        )
