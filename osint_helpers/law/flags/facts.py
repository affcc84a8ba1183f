"""What every rule takes: facts with evidence, statements of a source, an analyst's row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError


@dataclass(frozen=True, kw_only=True)
class Explanation(Carded):
    """An innocent reason on record, such as a switch-off for safety in the master's log.

    Attributes
    ----------
    text
        The reason.
    evidence
        Ids of what records it; an explanation without evidence is refused.
    """

    text: str
    evidence: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse an explanation nobody recorded."""
        check_evidence(self.evidence, "an explanation")
        check_text(self.text, "an explanation")


@dataclass(frozen=True, kw_only=True)
class Fact(Carded):
    """Root of the inputs.

    Attributes
    ----------
    evidence
        Ids of claims, captures or events the fact rests on; at least one.
    explained
        An innocent reason on record: where the test is met the result is ``not_fired`` and the
        text gives both.
    responses
        What the firm or person answered, printed with the result; ``()``: none found;
        ``None``: not applicable.
    """

    evidence: tuple[str, ...]
    explained: Explanation | None = None
    responses: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a fact without evidence."""
        check_evidence(self.evidence, f"a {type(self).__name__}")


@dataclass(frozen=True, kw_only=True)
class Stated(Fact):
    """A source states the condition, or documents the event, and the data are not published.

    No rule computes it: the result is ``not_testable``, and the text says what was stated.
    """

    text: str


@dataclass(frozen=True, kw_only=True)
class ReferenceEvent(Fact):
    """An event the sources document, kept to check a detector on data obtained later.

    No rule fires on it: the data the rule needs are not published. The result is
    ``not_testable``, and `journey.flags.reference_events` finds the event again.

    Attributes
    ----------
    text
        The event, and what is not published of it.
    when
        Its date, with its precision; ``None``: not published.
    """

    text: str
    when: DateInterval | None = None


@dataclass(frozen=True, kw_only=True)
class Image(Carded):
    """A dated image an analyst looked at."""

    evidence: str
    day: DateInterval


@dataclass(frozen=True, kw_only=True)
class Observation(Fact):
    """An analyst's row: what was seen, by whom, when. The analyst signs it, no rule made it.

    Attributes
    ----------
    who
        Handle of the analyst.
    on
        Day of the row.
    seen
        What was seen, in words.
    meets
        Whether the analyst finds the condition of the rule met.
    images
        Dated images, where the rule rests on images.
    """

    who: str
    on: date
    seen: str
    meets: bool
    images: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row that nobody signed."""
        super().__post_init__()
        check_text(self.who, "the row of an analyst without a name")
        check_text(self.seen, "the row of an analyst")

    @property
    def signed(self) -> str:
        """Who, when and what."""
        return f"{self.who}, {DateInterval.of_day(self.on).text()}: {self.seen}"


def check_evidence(evidence: object, what: str) -> None:
    """Refuse evidence that is not a tuple of at least one id."""
    good = isinstance(evidence, tuple) and evidence and all(isinstance(e, str) for e in evidence)
    if not good or not all(str(one).strip() for one in evidence):  # type: ignore[attr-defined]
        raise LawError(
            f"{what} without evidence", advice="give a tuple with the id of a claim or capture"
        )


def check_text(text: str, what: str) -> None:
    """Refuse an empty text."""
    if not text.strip():
        raise LawError(f"{what} says nothing", advice="write what was recorded, and by whom")
