"""Put a result together from files: a path, an answer or a capture of a case; nothing is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Meta
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest


class Reading(Gathering):
    """The files of one call of a reader; a `Gathering` that asks nobody.

    Parameters
    ----------
    manifest
        Of the source.
    call
        Name of the public function: ``day``.
    parameters
        The question, as the report should print it.
    client
        Whose case the files belong to, and what it tolerates; by default none.
    """

    def __init__(
        self,
        manifest: Manifest,
        call: str,
        parameters: Mapping[str, Any],
        client: Client | None = None,
    ) -> None:
        nobody = client or Client(mode="replay", environment={})
        super().__init__(nobody, manifest, call, parameters)

    def take(self, given: Given | File, rows: int = 0) -> File:
        """Note a file as a part of the result, with its hash; one not whole makes it incomplete.

        Parameters
        ----------
        rows
            How many it gave, where that is known already; else `counted` says so.

        Raises
        ------
        CollectError, EvidenceError
            As `given.file_of`.
        """
        file = given if isinstance(given, File) else file_of(given)
        self.parts.append(replace(file.part, rows=rows))
        if file.fault:
            self.cut(file.fault)
        return file

    def counted(self, rows: int) -> None:
        """Say how many more rows the file taken last gave."""
        self.parts[-1] = replace(self.parts[-1], rows=self.parts[-1].rows + rows)

    def meta(self) -> Meta:
        """Return what is known about the result so far; its mode is ``file``."""
        return replace(super().meta(), mode="file")
