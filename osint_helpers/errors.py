"""One error root for the whole suite.

Every error says where the fault lies (file, row, column), what is wrong and what
to do about it. ``str(error)`` is the one line a command prints; nothing in it comes
from local variables of the caller, so no secret can leak through a traceback message.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


def shown(value: object) -> str:
    """Return a value as an error quotes it: ``nan``, not ``np.float64(nan)``, also in a tuple."""
    if isinstance(value, tuple | list):
        inner = ", ".join(map(shown, value))
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        return repr(value.item())  # type: ignore[attr-defined]
    return repr(value)


class OsintError(Exception):
    """Root of every error this package raises on purpose.

    Parameters
    ----------
    what
        What is wrong, as a clause without a full stop.
    advice
        What to do about it.
    file, row, column
        Where the fault lies. ``row`` counts lines of the file as an editor does
        (the header of a CSV table is row 1); ``column`` is a column name.
    """

    exit_code = 2
    #: the raising a notebook has shown the card of, see `_told.told`
    told_of: TracebackType | None = None

    def __init__(
        self,
        what: str,
        *,
        advice: str = "",
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.what = what
        self.advice = advice
        self.file = None if file is None else Path(file)
        self.row = row
        self.column = column
        super().__init__(self.line())

    def line(self) -> str:
        """Return ``file:row: column: what (advice)`` with the parts that are known."""
        where = ""
        if self.file is not None:
            where = self.file.name if self.row is None else f"{self.file.name}:{self.row}"
        head = ": ".join(part for part in (where, self.column or "", self.what) if part)
        return f"{head} ({self.advice})" if self.advice else head

    def _render_traceback_(self) -> list[str]:
        """Return the lines a notebook shows: advice first, the traceback on ``%tb``."""
        from osint_helpers._told import told

        return told(self)


class UnknownNameError(OsintError, AttributeError):
    """A name a room or an object does not have; also an `AttributeError`, as Python expects."""


class DateError(OsintError):
    """A date that is not one, or does not fit its precision."""


class IdentifierError(OsintError):
    """An identifier whose form or check digit is wrong."""


class ReferenceDataError(OsintError):
    """Reference data that is missing, changed, or asked for something it does not hold."""


class NoRouteError(ReferenceDataError):
    """No sea lane joins two points under the restrictions asked for."""


class TracksError(OsintError):
    """Positions that cannot be read, kept or searched for events."""


class LawError(OsintError):
    """A question of law or of a red flag that cannot be asked as it stands."""


class GoodsError(LawError):
    """A kind of goods the table of families does not hold, such as an unknown HS code."""


class TradeError(OsintError):
    """A question about trade statistics that cannot be asked of these rows."""


class SheetError(OsintError):
    """A spreadsheet or CSV file that cannot be used at all; a faulty row is a message, no error."""


class DiligenceError(OsintError):
    """A file of consignments that cannot be used at all; a faulty row is a message, no error."""


class JourneyError(OsintError):
    """A question about a journey that cannot be asked as it stands, such as a speed of 0."""


class CaseError(OsintError):
    """A case folder that cannot be read or does not keep to its schema."""


class CaseNotOpenError(CaseError, TypeError):
    """A name or a path where an open case is taken; also a `TypeError`."""


class ExhibitError(OsintError):
    """An exhibit that cannot be drawn from its specification."""


class ExhibitArgumentError(ExhibitError, TypeError):
    """A builder of exhibits called with an argument it does not take; also a `TypeError`."""


class NothingRecorded(ExhibitError):  # noqa: N818  (a state of the case, not a fault of anyone)
    """An exhibit of something the case holds nothing of yet, such as a map without a leg."""


class ExportError(OsintError):
    """A case that cannot be written in the form asked for."""


class ReportError(OsintError):
    """A notebook that cannot become a report."""


class EvidenceError(OsintError):
    """Evidence that cannot be taken, kept or handed over."""


class CaptureRefusedError(EvidenceError):
    """A capture that must not be made as asked; ``code`` is stable and goes into the log.

    Parameters
    ----------
    code
        ``bad-url``, ``userinfo-in-url``, ``secret-in-url``, ``secret-echoed``, ``disk-low``.
    """

    def __init__(self, code: str, what: str, *, advice: str = "") -> None:
        self.code = code
        super().__init__(what, advice=advice)


class UnsealedError(EvidenceError):
    """A bundle was asked for while something is not under the newest seal."""


class CollectError(OsintError):
    """A public source that could not be asked, or an answer that is not what it documents."""


class NotRecorded(CollectError):  # noqa: N818  (a state of the case, not a fault of anyone)
    """Replay was asked for what the case has not recorded; the advice says how to record it."""


class SchemaChanged(CollectError):  # noqa: N818  (what happened, as the analyst would say it)
    """An answer has fields that are new, missing or of another type; ``column`` names the first."""


class SourceRefusedError(CollectError):
    """The source answered, but not with data: a limit, a refused key, an error in its own words.

    Parameters
    ----------
    status
        The HTTP status; a source may also refuse with 200.
    """

    def __init__(self, what: str, *, status: int | None = None, advice: str = "") -> None:
        self.status = status
        super().__init__(what, advice=advice)


class KeyMissingError(CollectError):
    """The source needs a key that is not in the environment; the advice names the variable."""


class IncompleteError(CollectError):
    """A sentence such as "nothing found" was asked of an answer with missing parts."""
