"""What UN Comtrade is, and the columns of its records."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import Column
from osint_helpers.collect.manifests import Auth, Manifest, Rate

SENTENCE: Final = "Country-level statistics: they cannot show one car, one consignment or one ship."

MANIFEST: Final = Manifest(
    name="comtrade",
    kind="shipping",
    title="UN Comtrade",
    publisher="United Nations Statistics Division",
    servers={"": "https://comtradeapi.un.org"},
    terms="UN copyright: internal use; passing the data on needs permission of the publisher.",
    terms_url="https://uncomtrade.org/docs/policy-on-use-and-re-dissemination/",
    licence="restricted",
    attribution="Source: United Nations Comtrade Database (comtradeplus.un.org)",
    auth=Auth(
        "header", "Ocp-Apim-Subscription-Key",
        ("COMTRADE_KEY", "COMTRADE_PRIMARY", "UN_COMTRADE_KEY"),
    ),
    rate=Rate(1, 2.0, "chosen to be polite; a quota of 500 calls a day rests on memory"),
    calls=("trade", "tariff_lines", "preview", "reference"),
    schema="comtrade/1",
    basis="recorded",
    limits=(
        SENTENCE,
        (
            "A row is the statement of one reporter. No row is not zero trade: the reporter may "
            "not have reported that month or year, or withholds the figure."
        ),
        (
            "Imports are valued cif (with freight and insurance), exports fob (without): the two "
            "sides of one flow differ by that alone, and are never added up."
        ),
        (
            "Exports (X) include re-exports (RX) and imports (M) re-imports (RM) where the "
            "reporter counts them so: X and RX, or M and RM, are never added up."
        ),
        (
            "Totals over modes of transport, customs procedures, second partners, partners and "
            "products stand beside their parts: the column total_over says which rows are totals."
        ),
        (
            "The partner of an import is as a rule the country of origin, of an export the last "
            "known destination: a detour through third countries need not show."
        ),
        "A weight of 0 beside a value can mean that no weight was given.",
        (
            "The reading of records of goods rests on a recorded answer; the fields of tariff "
            "lines, of services and of the count, and the quota of 500 calls a day, are "
            "unconfirmed until a first live call."
        ),
    ),
)  # fmt: skip

# Fields of the recorded answer, in its order. The last entry is the kind of value it must be:
# code: text or whole number, kept as text.
FIELDS: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("typeCode", "kind", "code", "", "C goods, S services"),
    ("freqCode", "frequency", "code", "", "A by year, M by month"),
    ("refPeriodId", "ref_period_id", "integer", "", "first day of the period as yyyymmdd"),
    ("refYear", "ref_year", "integer", "", "year"),
    ("refMonth", "ref_month", "integer", "", "month; 52 stands for a whole year"),
    ("period", "period", "period", "", "month or year the figures are for"),
    ("reporterCode", "reporter", "code", "", "who states it (M49, as Comtrade uses it)"),
    ("reporterISO", "reporter_iso", "text", "", "three letters of the reporter"),
    ("reporterDesc", "reporter_name", "text", "", "name of the reporter"),
    ("flowCode", "flow", "code", "", "M import, X export, RM re-import, RX re-export …"),
    ("flowDesc", "flow_name", "text", "", "flow in words"),
    ("partnerCode", "partner", "code", "", "origin of an import, destination of an export; 0 all"),
    ("partnerISO", "partner_iso", "text", "", "three letters of the partner"),
    ("partnerDesc", "partner_name", "text", "", "name of the partner"),
    ("partner2Code", "partner2", "code", "", "second partner, such as consignment; 0 all"),
    ("partner2ISO", "partner2_iso", "text", "", "three letters of the second partner"),
    ("partner2Desc", "partner2_name", "text", "", "name of the second partner"),
    ("classificationCode", "classification", "code", "", "edition: H0 (1992) … H6 (2022)"),
    ("classificationSearchCode", "classification_asked", "code", "", "classification asked for"),
    ("isOriginalClassification", "is_original_classification", "flag", "",
     "whether the reporter used this edition itself"),
    ("cmdCode", "commodity", "code", "", "product code; TOTAL all"),
    ("cmdDesc", "commodity_name", "text", "", "product in words"),
    ("aggrLevel", "level", "integer", "digits", "level of the product code"),
    ("isLeaf", "is_leaf", "flag", "", "whether no finer product code exists"),
    ("customsCode", "customs", "code", "", "customs procedure; C00 all"),
    ("customsDesc", "customs_name", "text", "", "customs procedure in words"),
    ("mosCode", "mode_of_supply", "code", "", "of services; 0 all"),
    ("motCode", "mode_of_transport", "code", "", "mode of transport at the border; 0 all"),
    ("motDesc", "mode_of_transport_name", "text", "", "mode of transport in words"),
    ("qtyUnitCode", "quantity_unit_code", "code", "", "-1: no unit"),
    ("qtyUnitAbbr", "quantity_unit", "text", "", "unit of quantity"),
    ("qty", "quantity", "number", "quantity_unit", "quantity; missing where it has no unit"),
    ("isQtyEstimated", "quantity_estimated", "flag", "", "whether the UN estimated it"),
    ("altQtyUnitCode", "alt_quantity_unit_code", "code", "", "-1: no unit"),
    ("altQtyUnitAbbr", "alt_quantity_unit", "text", "", "unit of alt_quantity"),
    ("altQty", "alt_quantity", "number", "alt_quantity_unit", "second quantity"),
    ("isAltQtyEstimated", "alt_quantity_estimated", "flag", "", "whether the UN estimated it"),
    ("netWgt", "net_weight_kg", "number", "kg", "net weight"),
    ("isNetWgtEstimated", "net_weight_estimated", "flag", "", "whether the UN estimated it"),
    ("grossWgt", "gross_weight_kg", "number", "kg", "gross weight"),
    ("isGrossWgtEstimated", "gross_weight_estimated", "flag", "", "whether the UN estimated it"),
    ("cifvalue", "cif_usd", "number", "USD", "value with freight and insurance (imports)"),
    ("fobvalue", "fob_usd", "number", "USD", "value without freight and insurance (exports)"),
    ("primaryValue", "primary_usd", "number", "USD", "the one of the two the reporter's flow uses"),
    ("legacyEstimationFlag", "legacy_estimation_flag", "integer", "", "0: nothing estimated"),
    ("isReported", "is_reported", "flag", "", "whether the reporter stated this very row"),
    ("isAggregate", "is_aggregate", "flag", "", "whether the UN added this row up"),
)  # fmt: skip

# A record without one of these says nothing; the others may lack in tariff lines.
CORE: Final = (
    "typeCode", "freqCode", "refYear", "refMonth", "period", "reporterCode", "flowCode",
    "partnerCode", "cmdCode", "primaryValue",
)  # fmt: skip

_KINDS: Final = {"code": "text", "period": "day"}

TRADE: Final = (
    *(Column(name, _KINDS.get(kind, kind), unit, about, field)
      for field, name, kind, unit, about in FIELDS),
    Column("period_precision", "text", "", "year or month: how precise period is (computed)"),
    Column("basis", "text", "", "which value primary_usd equals: cif, fob, cif and fob (computed)"),
    Column("total_over", "list", "", "what this row is a total over (computed)"),
)  # fmt: skip
