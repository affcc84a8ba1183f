"""Ask for the file of a day, keep it as a capture, and read it from there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import File, file_of
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.reading import frame_of
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.errors import CollectError, KeyMissingError, NotRecorded, SourceRefusedError

Stream = Callable[[File, Question, Tally], Iterator[Any]]


def day_of(
    client: Client,
    manifest: Manifest,
    path: str,
    *,
    date: dt.date,
    stream: Stream,
    question: Question,
    least: int,
    server: str = "",
) -> Collected:
    """Return the positions of the file of a day.

    Parameters
    ----------
    path, server
        Address of the file below a server of the source.
    stream
        Reads the file.
    least
        Bytes such a file may have; a client with a lower limit is told so when the file is cut.

    Raises
    ------
    CollectError
        When the file did not come whole, or is no table.
    """
    parameters = {"date": date.isoformat(), **question.plain()}
    got = Gathering(client, manifest, "day", parameters)
    try:
        answer = client.ask(manifest, path, collector=got.collector, server=server)
    except (NotRecorded, KeyMissingError, SourceRefusedError):
        raise
    except CollectError as error:
        if client.max_body < least:
            raise CollectError(
                error.what, advice=f"a day has hundreds of megabytes and this client takes "
                f"{client.max_body}: say Client(max_body={least}, policy=Policy(seconds=3600))",
            ) from None  # fmt: skip
        raise
    counts = Tally()
    source = file_of(answer)
    found = frame_of(source, lambda one, tally: stream(one, question, tally), question, manifest,
                     call="day", tally=counts)  # fmt: skip
    part = replace(found.meta.parts[0], name=date.isoformat())
    meta = replace(found.meta, parameters=parameters, parts=(part,), mode=client.mode,
                   endpoint=client.address(manifest, path, server=server))  # fmt: skip
    return replace(found, meta=meta)
