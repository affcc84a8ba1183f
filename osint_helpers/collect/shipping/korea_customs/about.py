"""What the trade statistics of the Korea Customs Service are, and their columns."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.manifests import Auth, Manifest, Rate

MANIFEST: Final = Manifest(
    name="korea_customs",
    kind="shipping",
    title="Korea Customs Service trade statistics",
    publisher="Korea Customs Service, through the Korean public data portal",
    servers={"": "https://apis.data.go.kr/1220000"},
    terms="Open government data; the licence (KOGL) is named from memory and unconfirmed.",
    terms_url="https://www.data.go.kr/data/15100475/openapi.do",
    licence="attribution",
    attribution="Source: Korea Customs Service (data.go.kr)",
    auth=Auth("query", "serviceKey", ("KOREA_CUSTOMS_KEY", "DATA_GO_KR_KEY")),
    rate=Rate(1, 1.0),
    calls=("item_country", "items", "countries"),
    schema="korea_customs/1",
    basis="documented",
    limits=(
        "Country-level statistics: they cannot show one car, one consignment or one ship.",
        (
            "No row is not zero trade elsewhere: trade between the two Koreas is no foreign trade "
            "in these statistics and is published by another authority."
        ),
        (
            "Exports are valued fob, imports cif, in US dollars; the two are never added up. "
            "The balance is the difference of the two as published."
        ),
        "Product codes are those of the Korean tariff: ten digits, the first six of them HS.",
        (
            "An answer that says 'no data' with another result code than 00 counts as a missing "
            "part, since the code is not confirmed to mean that nothing was traded."
        ),
        (
            "The fields of items by country are read from an answer; those of the two other "
            "calls, and what the totals cover, rest on code of users and are unconfirmed."
        ),
    ),
)  # fmt: skip

TRADE: Final = (
    Column("month", "day", "", "month the figures are for", "year"),
    Column("country", "text", "", "two letters", "statCd"),
    Column("country_name", "text", "", "in Korean", "statCdCntnKor1"),
    Column("product", "text", "", "product code", "hsCd"),
    Column("product_name", "text", "", "in Korean", "statKor"),
    Column("exports_usd", "number", "USD", "from Korea, fob", "expDlr"),
    Column("imports_usd", "number", "USD", "to Korea, cif", "impDlr"),
    Column("exports_kg", "number", "kg", "net weight from Korea", "expWgt"),
    Column("imports_kg", "number", "kg", "net weight to Korea", "impWgt"),
    Column("exports_count", "number", "declarations", "of exports", "expCnt"),
    Column("imports_count", "number", "declarations", "of imports", "impCnt"),
    Column("balance_usd", "number", "USD", "as published", "balPayments"),
)
COLUMNS: Final[ByCall] = {
    "item_country": TRADE,
    "items": TRADE,
    "countries": TRADE,
}
