"""The inputs of a check: read from JSON, each value held against the form its rule needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from osint_helpers.dates import DateInterval
from osint_helpers.errors import CaseError, DateError

if TYPE_CHECKING:
    from datetime import date

MAX_POWER = 30  # of ten; a lost digit is one or a few, and a huge power would never end
MAX_DIGITS = 12


@dataclass(frozen=True)
class Inputs:
    """Named inputs of one check.

    Attributes
    ----------
    check
        Id of the check, for messages.
    values
        Key -> value, as JSON gives them.
    row
        Line of ``checks.csv``, where known.

    Raises
    ------
    CaseError
        From every reader: for a missing key or a value of the wrong form, naming check and key.
    """

    check: str
    values: Mapping[str, Any]
    row: int | None = None

    @classmethod
    def from_json(cls, check: str, text: str, row: int | None = None) -> Inputs:
        """Read the ``inputs`` cell: one JSON object, no key twice, no NaN."""
        try:
            values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        except ValueError as error:
            raise CaseError(
                f"check {check!r}: the inputs are no JSON object ({error})",
                advice='write for instance {"left": 145, "right": 256}',
                file="checks.csv", row=row, column="inputs",
            ) from None  # fmt: skip
        if not isinstance(values, dict):
            cls(check, {}, row).refuse("inputs", values, "a JSON object")
        return cls(check, values, row)

    def refuse(self, key: str, value: object, wanted: str) -> NoReturn:
        """Raise the error that names check, key and the form that is needed."""
        raise CaseError(
            f"check {self.check!r}: {key} is {value!r}",
            advice=f"{key} must be {wanted}",
            file="checks.csv", row=self.row, column="inputs",
        )  # fmt: skip

    def raw(self, key: str) -> Any:  # noqa: ANN401  (JSON)
        """Return a value as it stands."""
        if key not in self.values:
            self.refuse(key, "missing", "given for this kind of check")
        return self.values[key]

    def number(self, key: str) -> Fraction:
        """Return a finite number, exactly as printed."""
        return self._exact(key, self.raw(key))

    def whole(self, key: str, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        value = self.number(key)
        if value.denominator != 1 or not low <= value <= high:
            self.refuse(key, self.raw(key), f"a whole number from {low} to {high}")
        return int(value)

    def numbers(self, key: str) -> list[Fraction]:
        """Return a list of at least one number."""
        return [self._exact(key, item) for item in self._list(key)]

    def items(self, key: str) -> list[str]:
        """Return a list of at least one piece of text."""
        found = self._list(key)
        if not all(isinstance(item, str) and item for item in found):
            self.refuse(key, self.raw(key), "a list of text")
        return [str(item) for item in found]

    def text(self, key: str, allowed: Sequence[str] = ()) -> str:
        """Return text that is not empty, one of `allowed` where given."""
        value = self.raw(key)
        if not isinstance(value, str) or not value or (allowed and value not in allowed):
            self.refuse(key, value, f"one of {', '.join(allowed)}" if allowed else "text")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.raw(key)
        if not isinstance(value, bool):
            self.refuse(key, value, "true or false")
        return value

    def day(self, key: str) -> date:
        """Return one day, written YYYY-MM-DD."""
        value = self.raw(key)
        found = None
        if isinstance(value, str):
            try:
                found = DateInterval.parse(value, "", "day").earliest
            except DateError:
                found = None
        if found is None:
            self.refuse(key, value, "a day as YYYY-MM-DD")
        return found

    def _list(self, key: str) -> list[Any]:
        value = self.raw(key)
        if not isinstance(value, list) or not value:
            self.refuse(key, value, "a list with at least one element")
        return value

    def _exact(self, key: str, value: object) -> Fraction:
        """Return the number as it is printed, so that 0.1 + 0.2 is 0.3."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(key, value, "a number")
        try:
            return Fraction(str(value))
        except ValueError:
            self.refuse(key, value, "a finite number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, refusing a key that stands twice."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"the key {key!r} stands twice")
        made[key] = value
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
