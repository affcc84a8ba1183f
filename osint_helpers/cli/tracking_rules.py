"""The kinds of events a store can be searched for, and thresholds as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, Final, NamedTuple

from osint_helpers.errors import TracksError


class Kind(NamedTuple):
    """One kind: the name of its rule and of its function in the room ``tracks``."""

    rule: str
    function: str

    def search(self, store: Any, rule: Any, engine: Any) -> Any:  # noqa: ANN401
        """Return the events of a store."""
        from osint_helpers import tracks

        found: Callable[..., Any] = getattr(tracks, self.function)
        return found(store, rule, engine=engine)


KINDS: Final[dict[str, Kind]] = {
    "gaps": Kind("GapRule", "gaps"),
    "port-calls": Kind("PortCallRule", "port_calls"),
    "encounters": Kind("EncounterRule", "encounters"),
    "loitering": Kind("LoiteringRule", "loitering"),
    "identity": Kind("IdentityRule", "identity_conflicts"),
}


def rules(kinds: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
    """Return the rule of each kind, with the thresholds that were typed.

    Parameters
    ----------
    kinds
        Names of :data:`KINDS`.
    texts
        ``name=value``, for every kind that has the name, or ``kind.name=value`` for one.

    Raises
    ------
    TracksError
        For a name no rule has, or a value that is none of its type.
    """
    from osint_helpers import tracks

    plain = {kind: getattr(tracks, KINDS[kind].rule)() for kind in kinds}
    given: dict[str, dict[str, Any]] = {kind: {} for kind in plain}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (name and sign and value):
            raise TracksError(f"--rule {text!r} has no two sides", advice="write --rule name=value")
        only, dot, bare = name.partition(".")
        name = bare if dot else name
        there = [k for k in plain if (not dot or k == only) and name in _names(plain[k])]
        if not there:
            known = ", ".join(f"{k}.{n}" for k in plain for n in _names(plain[k]))
            raise TracksError(f"no rule has a threshold {text.partition('=')[0]!r}",
                              advice=f"there are {known}")  # fmt: skip
        for kind in there:
            given[kind][name] = _value(name, value, getattr(plain[kind], name))
    return {kind: type(rule)(**given[kind]) for kind, rule in plain.items()}


def _names(rule: Any) -> list[str]:  # noqa: ANN401
    return [one.name for one in fields(rule)]


def _value(name: str, text: str, default: Any) -> Any:  # noqa: ANN401
    """Return a typed text as what the default of the threshold is."""
    if isinstance(default, bool):
        if text not in {"yes", "no"}:
            raise TracksError(f"{name} is {text!r}", advice="yes or no")
        return text == "yes"
    if not isinstance(default, int | float):
        return text
    try:
        return int(text) if isinstance(default, int) else float(text)
    except ValueError:
        word = "a whole number" if isinstance(default, int) else "a number"
        raise TracksError(f"{name} is {text!r}", advice=f"{word}, such as {default}") from None
