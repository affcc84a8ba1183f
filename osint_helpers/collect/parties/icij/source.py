"""What the Offshore Leaks Database is, and what being in it does not mean."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.manifests import Manifest, Rate

NO_WRONGDOING: Final = (
    "There are legitimate uses for offshore companies and trusts: being in the ICIJ Offshore Leaks "
    "Database does not mean or suggest that anybody broke a law or acted improperly."
)

MANIFEST: Final = Manifest(
    name="icij",
    kind="parties",
    title="ICIJ Offshore Leaks Database",
    publisher="International Consortium of Investigative Journalists",
    terms="Open Database License 1.0 for the database, Creative Commons BY-SA for its contents: "
    "always cite the ICIJ; data passed on keep these licences.",
    licence="attribution",
    attribution="International Consortium of Investigative Journalists (ICIJ), Offshore Leaks "
    "Database, ODbL and CC BY-SA.",
    calls=("reconcile",),
    schema="icij/1",
    basis="documented",
    servers={"": "https://offshoreleaks.icij.org/api/v1"},
    terms_url="https://offshoreleaks.icij.org/pages/database",
    rate=Rate(1, 2.0),
    limits=(
        NO_WRONGDOING,
        (
            "Many people and companies have the same name: a hit is a candidate. The score and the "
            "mark `match` are the source's own and no identification; candidates are not merged."
        ),
        (
            "The data come from leaks that end between 2010 and 2020 or so, each valid to the date "
            "in valid_until; nobody keeps them up to date, and they hold errors and duplicates."
        ),
        "Reconciling gives the best candidates up to a number, and no count of all.",
        "An officer may be a person or a company: the data do not say which.",
        (
            "The form of the answers was read in programs that use the service and in the "
            "specification of the reconciliation API 0.2; no call was made."
        ),
    ),
)
