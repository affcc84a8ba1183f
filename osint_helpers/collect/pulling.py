"""Ask for what a case relies on, one pull after the other, so that it can be stopped and go on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from osint_helpers._card import Carded
from osint_helpers._json import canonical
from osint_helpers.collect import parameters, registry
from osint_helpers.errors import CollectError, OsintError

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

State = Literal["complete", "not complete", "not recorded", "cannot be asked"]


@dataclass(frozen=True, repr=False)
class Pull(Carded):
    """One question a case relies on.

    Attributes
    ----------
    pull
        Its name in the case.
    collector
        ``comtrade.trade``.
    texts
        Parameters as text; a list of texts where the case named a whole column.
    why
        Why the case needs it.
    """

    pull: str
    collector: str
    texts: Mapping[str, parameters.Text]
    why: str


@dataclass(frozen=True, repr=False)
class Pulled(Carded):
    """What became of a pull.

    Attributes
    ----------
    pull
        The question.
    state
        ``complete``; ``not complete`` (a part is missing); ``not recorded`` (nothing came);
        ``cannot be asked`` (a parameter or key is lacking).
    collected
        The result; None when there is none.
    problem
        What is missing, or the error in a line; ``""`` when complete.
    """

    pull: Pull
    state: State
    collected: Collected | None
    problem: str


def ask(client: Client, pull: Pull) -> Collected:
    """Ask one pull through a client, in its mode.

    Raises
    ------
    CollectError
        As the collector, and when the parameters do not fit it.
    """
    call = registry.collector(pull.collector)
    return call(client, **parameters.bind(call, pull.texts))


def run(
    client: Client, pulls: Iterable[Pull], *, after: Callable[[Pulled], None] | None = None
) -> Iterator[Pulled]:
    """Ask every pull; what fails becomes a state and stops nothing else.

    Parameters
    ----------
    after
        Called with each outcome before it is yielded, while nothing later has been asked.
    """
    for pull in pulls:
        done = _one(client, pull)
        if after is not None:
            after(done)
        yield done


def _one(client: Client, pull: Pull) -> Pulled:
    try:
        call = registry.collector(pull.collector)
        arguments = parameters.bind(call, pull.texts)
    except CollectError as error:
        return Pulled(pull, "cannot be asked", None, error.line())
    replayed = client.replayed
    try:
        found = call(client, **arguments)
    except OsintError as error:
        if client.mode == "record" and not client.again and client.replayed > replayed:
            return _anew(client, pull)
        return Pulled(pull, "not recorded", None, error.line())
    state: State = "complete" if found.meta.complete else "not complete"
    return Pulled(pull, state, found, found.meta.reason)


def _anew(client: Client, pull: Pull) -> Pulled:
    """Ask all of a pull again: what the case holds is whole, and is not what was asked for."""
    client.again = True
    try:
        return _one(client, pull)
    finally:
        client.again = False


def facts(done: Pulled) -> dict[str, Any]:
    """Return what the log keeps of a pull: question, captures, rows, hash of the table."""
    kept: dict[str, Any] = {
        "pull": done.pull.pull,
        "collector": done.pull.collector,
        "parameters": {name: _plain(text) for name, text in done.pull.texts.items()},
        "state": done.state,
        "problem": done.problem,
    }
    if done.collected is not None:
        meta = done.collected.meta
        kept |= {
            "captures": list(meta.captures),
            "licence": meta.licence,
            "rows": len(done.collected.frame),
            "schema": meta.schema_version,
            "table_sha256": digest(done.collected.frame),
        }
    return kept


def digest(frame: pd.DataFrame) -> str:
    """Return the SHA-256 of a table: columns, then one line of canonical JSON a row.

    The same rows give the same digest under any version of pandas: times are written in UTC with
    microseconds, what is missing as null, numbers as Python writes them.
    """
    total = hashlib.sha256()
    total.update(canonical([str(name) for name in frame.columns]).encode() + b"\n")
    for row in frame.itertuples(index=False, name=None):
        total.update(canonical([_plain(value) for value in row]).encode() + b"\n")
    return total.hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401
    import pandas as pd

    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat(timespec="microseconds")
    if hasattr(value, "item"):
        return value.item()
    return value if isinstance(value, str | int | float | bool) else str(value)
