"""Put a result together from its parts, so that a part that did not come can never be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from osint_helpers._card import Carded
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.collected import Collected, Meta, Missing, Part
from osint_helpers.collect.columns import Column, frame
from osint_helpers.collect.manifests import Manifest
from osint_helpers.errors import CollectError, KeyMissingError, NotRecorded, SchemaChanged
from osint_helpers.evidence.net.urls import looks_like_key
from osint_helpers.evidence.redacting import safe

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.collect.client import Client


class Gathering(Carded):
    """The parts of one call of a collector.

    Parameters
    ----------
    client
        Asks, in its mode.
    manifest
        Of the source.
    call
        Name of the public function: ``trade``.
    parameters
        The question, as the report should print it.

    Examples
    --------
    A collector asks part by part, parses each answer and ends with :meth:`collected`::

        got = Gathering(client, MANIFEST, "trade", {"period": periods})
        for period in periods:
            answer = got.ask("data/v1/get/C/A/HS", params={"period": period}, part=period)
            if answer is not None:
                rows += got.read(answer, parse, part=period)
        return got.collected(rows, COLUMNS)
    """

    def __init__(
        self, client: Client, manifest: Manifest, call: str, parameters: Mapping[str, Any]
    ) -> None:
        self.client, self.manifest = client, manifest
        self.collector = f"{manifest.name}.{call}"
        self.parameters = {
            name: "REDACTED" if looks_like_key(name) else value
            for name, value in parameters.items()
        }
        self.parts: list[Part] = []
        self.missing: list[Missing] = []
        self.notes: list[str] = []
        self._reasons: list[str] = []
        self._asked: list[Answer] = []  # as many as parts
        self._how: list[tuple[str, dict[str, Any]]] = []  # likewise
        self._first: CollectError | None = None
        self._endpoint = ""

    def ask(self, path: str, *, part: str, **how: Any) -> Answer | None:  # noqa: ANN401
        """Ask for one part; None when it did not come, which makes the result incomplete.

        Parameters
        ----------
        path
            Below the server, or a whole address of the source.
        part
            Which part of the question it is, for a reader.
        how
            As `Client.ask`.

        Raises
        ------
        NotRecorded, KeyMissingError
            These are no missing parts: the analyst can do something about them.
        """
        whole = self.client.address(self.manifest, path, server=how.get("server", ""))
        self._endpoint = self._endpoint or safe(re.split("[?#]", whole, maxsplit=1)[0])
        try:
            answer = self.client.ask(self.manifest, path, collector=self.collector, **how)
        except (NotRecorded, KeyMissingError):
            raise
        except CollectError as error:
            self.miss(part, error)
            return None
        self._asked.append(answer)
        self._how.append((path, how))
        self.parts.append(_part(part, answer))
        return answer

    def miss(self, part: str, error: CollectError | str) -> None:
        """Note that a part did not come."""
        if isinstance(error, CollectError) and self._first is None:
            self._first = error
        why = error.what if isinstance(error, CollectError) else error
        self.missing.append(Missing(part, why))

    def read(self, answer: Answer, parse: Any, *, part: str) -> list[Any]:  # noqa: ANN401
        """Return ``parse(answer)`` as a list and count its rows; a refusal becomes a missing part.

        A refusal that the case holds as a sound capture, since it came with status 200, is asked
        again in the mode ``record``; both captures stay.

        Raises
        ------
        SchemaChanged
            Never a missing part: the reading has to be mended.
        """
        try:
            rows = list(parse(answer))
        except SchemaChanged:
            raise
        except CollectError as error:
            fresh = self._anew(answer, part)
            if fresh is not None:
                return self.read(fresh, parse, part=part)
            self.miss(part, error)
            return []
        self.count(answer, len(rows))
        return rows

    def _anew(self, answer: Answer, part: str) -> Answer | None:
        """Ask again for what was held and is no data; None when that is no question, or fails."""
        at = self._at(answer)
        if not answer.held or self.client.mode != "record" or at is None:
            return None
        path, how = self._how[at]
        self.client.replayed -= 1
        try:
            fresh = self.client.ask(
                self.manifest, path, collector=self.collector, **{**how, "again": True}
            )
        except KeyMissingError:
            raise
        except CollectError:  # what was held is still the best there is
            return None
        self._asked[at] = fresh
        self.parts[at] = _part(part, fresh)
        return fresh

    def _at(self, answer: Answer) -> int | None:
        # the very object first: two parts may be answered by one and the same capture
        at = next((at for at, one in enumerate(self._asked) if one is answer), None)
        if at is None:
            at = next((at for at, one in enumerate(self._asked) if one == answer), None)
        return at

    def count(self, answer: Answer, rows: int) -> None:
        """Say how many rows the answer gave."""
        at = self._at(answer)
        if at is not None:
            self.parts[at] = replace(self.parts[at], rows=self.parts[at].rows + rows)

    def cut(self, reason: str) -> None:
        """Say that rows are lacking although every part came: a cap that cannot be split."""
        if reason not in self._reasons:
            self._reasons.append(reason)

    def note(self, text: str) -> None:
        """Say what was noticed, once."""
        if text not in self.notes:
            self.notes.append(text)

    @property
    def reason(self) -> str:
        """Why the result is not complete; ``""`` when it is."""
        parts = [f"{one.name}: {one.why}" for one in self.missing]
        return "; ".join([*self._reasons, *parts])

    def meta(self) -> Meta:
        """Return what is known about the result so far."""
        one = self.manifest
        return Meta(
            self.collector, one.title, one.publisher, self._endpoint, self.parameters,
            tuple(self.parts), tuple(self.missing), self.reason, one.licence, one.attribution,
            one.terms, one.schema, one.limits, tuple(self.notes), self.client.mode,
        )  # fmt: skip

    def collected(
        self,
        rows: Iterable[Mapping[str, Any]] | pd.DataFrame,
        columns: Sequence[Column],
    ) -> Collected:
        """Return the result.

        Parameters
        ----------
        rows
            Mappings for `columns.frame`, or a frame made already.

        Raises
        ------
        CollectError
            When not one part came whole: the first error, as it was; and when nothing was asked.
        """
        from pandas import DataFrame

        made = rows if isinstance(rows, DataFrame) else frame(rows, columns)
        if not self.parts and not self.missing and not len(made):
            raise CollectError(
                f"{self.collector} was asked about nothing",
                advice="a list of the question is empty",
            )
        lost = {one.name for one in self.missing}
        if lost and not len(made) and all(one.name in lost for one in self.parts):
            raise self._first or CollectError(
                f"{self.manifest.title}: {self.reason}", advice="nothing whole came"
            )
        return Collected(made, self.meta(), tuple(columns))


def _part(name: str, answer: Answer) -> Part:
    return Part(name, answer.url, answer.at, answer.capture, answer.sha256, 0, answer.synthetic)
