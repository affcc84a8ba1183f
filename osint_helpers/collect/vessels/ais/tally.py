"""What became of every row of a file: kept, dropped with its reason, or not asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import CollectError

SHOWN: Final = 5  # locators kept of each reason

EMPTY: Final = "empty line"
MALFORMED: Final = "malformed row"
BAD_TIME: Final = "bad time"
NO_TIME: Final = "no time"
NO_MMSI: Final = "no MMSI"
BAD_MMSI: Final = "bad MMSI"
NO_POSITION: Final = "no position"
OUT_OF_RANGE: Final = "position out of range"
DROPPED: Final[dict[str, str]] = {
    EMPTY: "a line without content",
    MALFORMED: "not as many cells as the header, or a quotation mark that does not close",
    BAD_TIME: "empty, in another form, or no date there is",
    NO_TIME: "neither tag block nor logger says when it was heard",
    NO_MMSI: "empty or 0",
    BAD_MMSI: "not one to nine digits",
    NO_POSITION: "empty, latitude 91 or longitude 181",
    OUT_OF_RANGE: "no number, beyond 90 degrees of latitude or 180 of longitude",
}


@dataclass(repr=False)
class Tally(Carded):
    """Counts of one reading.

    Attributes
    ----------
    rows
        Rows below the headers, counted as lines of the file.
    kept
        Rows that were returned.
    outside
        Sound rows the question did not ask for: another ship, place or time.
    dropped
        Rows that are no position, by reason (a key of :data:`DROPPED`).
    blanked
        Values set to missing in the rows kept: sentinels, and what cannot be read.
    noticed
        Rows kept as they are that a reader should know of.
    used
        Lines of a log that hold no position of their own and were read: static data, parts.
    first
        ``member:line`` of the first few of each reason.
    members
        Rows of each member.
    passed
        Members that were not read.
    """

    rows: int = 0
    kept: int = 0
    outside: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    blanked: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def drop(self, reason: str, member: str, lines: Any) -> None:  # noqa: ANN401
        """Count dropped rows; `lines` is a sequence of line numbers."""
        if len(lines):
            self.dropped[reason] += len(lines)
            self._locate(reason, member, lines)

    def notice(self, what: str, member: str, lines: Any) -> None:  # noqa: ANN401
        """Count rows that are kept although something is to be said of them."""
        if len(lines):
            self.noticed[what] += len(lines)
            self._locate(what, member, lines)

    def blank(self, what: str, count: int) -> None:
        """Count values set to missing."""
        if count:
            self.blanked[what] += count

    def use(self, what: str, count: int) -> None:
        """Count lines that were read and give no row of their own."""
        self.used[what] += count

    def _locate(self, reason: str, member: str, lines: Any) -> None:  # noqa: ANN401
        held = self.first.setdefault(reason, [])
        held.extend(f"{member}:{int(one)}" for one in lines[: SHOWN - len(held)])

    def check(self) -> None:
        """Compare the sum with the rows of the file.

        Raises
        ------
        CollectError
            When they differ: rows would have vanished uncounted.
        """
        seen = self.kept + self.outside + sum(self.dropped.values()) + sum(self.used.values())
        if seen != self.rows:
            raise CollectError(
                f"{self.rows} rows stand in the file and {seen} were accounted for",
                advice="this is a fault of the reader: keep the file and report it",
            )

    def notes(self) -> tuple[str, ...]:
        """Return the counts as sentences for ``Meta.notes``."""
        used = f" + {sum(self.used.values())} read without a position" if self.used else ""
        head = (
            f"{self.rows} rows = {self.kept} kept + {self.outside} outside the question{used}"
            f" + {sum(self.dropped.values())} dropped"
        )
        return (
            head,
            *(f"read, {name}: {count}" for name, count in sorted(self.used.items())),
            *(f"dropped, {name}: {count} ({self._where(name)})"
              for name, count in sorted(self.dropped.items())),
            *(f"set to missing, {name}: {count}" for name, count in sorted(self.blanked.items())),
            *(f"kept, {name}: {count} ({self._where(name)})"
              for name, count in sorted(self.noticed.items())),
            *(f"not read, member {name}" for name in self.passed),
        )  # fmt: skip

    def _where(self, name: str) -> str:
        held = self.first.get(name, [])
        total = self.dropped.get(name, 0) or self.noticed.get(name, 0)
        return ", ".join(held) + (", …" if total > len(held) else "")

    def plain(self) -> dict[str, Any]:
        """Return the counts as plain values, for JSON."""
        return {"rows": self.rows, "kept": self.kept, "outside": self.outside,
                "dropped": dict(self.dropped), "blanked": dict(self.blanked),
                "noticed": dict(self.noticed), "used": dict(self.used), "first": self.first,
                "members": self.members, "passed": self.passed}  # fmt: skip

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Tally:
        """Return the counts `plain` gave."""
        counters = {
            name: Counter(plain[name]) for name in ("dropped", "blanked", "noticed", "used")
        }
        return cls(**{**plain, **counters})
