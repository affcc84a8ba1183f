"""What the GLEIF API is, and what its records cannot show."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.manifests import Manifest, Rate

MANIFEST: Final = Manifest(
    name="gleif",
    kind="parties",
    title="GLEIF LEI records",
    publisher="Global Legal Entity Identifier Foundation",
    terms="CC0 1.0 (from memory; to be confirmed at the first live call).",
    licence="open",
    attribution="LEI data: Global Legal Entity Identifier Foundation (GLEIF).",
    calls=("search", "record", "parents", "children"),
    schema="gleif/1",
    basis="documented",
    servers={"": "https://api.gleif.org/api/v1"},
    terms_url="https://www.gleif.org/en/meta/lei-data-terms-of-use",
    rate=Rate(60, 60.0, "about 60 a minute by reports of users; the source publishes no figure"),
    limits=(
        (
            "Only parties that asked for an LEI are in it: most traders, and nearly all shell "
            "companies, have none. Not finding a name says nothing about whether the party exists."
        ),
        (
            "Parents are those that consolidate the accounts of the party, as the party itself "
            "reports them. They are no beneficial owners, and no share in percent is given."
        ),
        "A reporting exception is what the party gives as its reason for naming no parent.",
        (
            "The record is as good as its last update; a LAPSED registration was not renewed, "
            "which says nothing about the party."
        ),
        "How the search compares names is not documented: similar names are not equal parties.",
        (
            "Fields of records were read in a recorded answer of 2026; those of relationship "
            "records and exceptions in programs that use them; no call was made."
        ),
    ),
)
