"""What Comext is, and the columns of its observations."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.manifests import Manifest, Rate

DATASET: Final = "DS-045409"
DIMENSIONS: Final = ("freq", "reporter", "partner", "product", "flow", "indicators")

MANIFEST: Final = Manifest(
    name="comext",
    kind="shipping",
    title="Eurostat Comext",
    publisher="Eurostat, European Commission",
    servers={"": "https://ec.europa.eu/eurostat/api/comext/dissemination"},
    terms="Reuse is allowed with the source named (Commission decision 2011/833/EU; unconfirmed).",
    terms_url="https://ec.europa.eu/eurostat/web/main/help/copyright-notice",
    licence="attribution",
    attribution=f"Source: Eurostat, Comext {DATASET} (EU trade since 1988 by HS2-4-6 and CN8)",
    rate=Rate(1, 1.0),
    calls=("trade", "structure", "codes"),
    schema="comext/1",
    basis="documented",
    limits=(
        "Country-level statistics: they cannot show one car, one consignment or one ship.",
        (
            "No row is not zero trade: small traders are below the reporting threshold within the "
            "EU, and a confidential product or partner stands under another code."
        ),
        (
            "Imports are valued cif, exports fob, at the border of the reporting member state: the "
            "two sides of one flow differ by that alone, and are never added up."
        ),
        (
            "Reporters and partners are also groups (EU27_2020, WORLD, EXT_EU27_2020), products "
            "are codes of 2, 4, 6 and 8 digits side by side: total_over and product_digits say "
            "which; adding them up counts twice."
        ),
        "Greece is EL; the United Kingdom is GB, and from 2021 also XI (Northern Ireland).",
        "QUANTITY_IN_100KG is published in units of 100 kg; the column kg is computed from it.",
        "An unknown code gives no rows and no error: comext.codes lists the codes there are.",
        (
            "The form of deferred (asynchronous) answers, and the size at which a question is "
            "refused, rest on the code of a client and on notes of users, not on a call of ours."
        ),
    ),
)  # fmt: skip

# indicator -> unit as published. 100 kg is what the name says, not a rounding.
UNITS: Final[dict[str, str]] = {
    "VALUE_IN_EUROS": "EUR",
    "VALUE_EUR": "EUR",
    "QUANTITY_IN_100KG": "100 kg",
    "QUANTITY_KG": "kg",
    "SUPPLEMENTARY_QUANTITY": "supplementary unit of the product",
}
KG: Final[dict[str, float]] = {"QUANTITY_IN_100KG": 100.0, "QUANTITY_KG": 1.0}

TRADE: Final = (
    Column("frequency", "text", "", "M by month, A by year", "freq"),
    Column("period", "day", "", "month or year", "TIME_PERIOD"),
    Column("period_precision", "text", "", "year or month (computed)"),
    Column("reporter", "text", "", "member state, or a group of them"),
    Column("partner", "text", "", "origin of an import, destination of an export, or a group"),
    Column("product", "text", "", "code of the Combined Nomenclature, or TOTAL"),
    Column("product_digits", "integer", "digits", "length of a numeric product code (computed)"),
    Column("flow", "text", "", "1 import, 2 export, 3 re-export"),
    Column("indicator", "text", "", "what is measured", "indicators"),
    Column("value", "number", "unit", "as published; missing where it is not", "OBS_VALUE"),
    Column("unit", "text", "", "unit of value, as the indicator names it"),
    Column("kg", "number", "kg", "the quantity in kilograms (computed)"),
    Column("flag", "text", "", "letters of the publisher, as published", "OBS_FLAG"),
    Column("confidentiality", "text", "", "as published", "CONF_STATUS"),
    Column("total_over", "list", "", "what this row is a total over (computed)"),
    Column("updated", "text", "", "when the publisher last changed the data", "LAST UPDATE"),
    Column("dataflow", "text", "", "dataset and version", "DATAFLOW"),
)

STRUCTURE: Final = (
    Column("position", "integer", "", "place in the key of a question, from 1"),
    Column("dimension", "text", "", "name as published"),
    Column("codelist", "text", "", "its code list"),
    Column("codelist_version", "text", "", "version of that list"),
    Column("agency", "text", "", "who keeps the list"),
    Column("definition", "text", "", "data structure definition and its version"),
)

CODES: Final = (
    Column("code", "text", "", "as questions and rows use it"),
    Column("text", "text", "", "in English; missing where there is none"),
)
COLUMNS: Final[ByCall] = {"trade": TRADE, "structure": STRUCTURE, "codes": CODES}
