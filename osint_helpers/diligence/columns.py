"""The columns of a file of consignments: name, label, form, meaning, other headers understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from osint_helpers._card import Carded

PARTIES: Final = ("shipper", "consignee", "notify", "forwarder")


@dataclass(frozen=True, slots=True)
class Column(Carded):
    """One column.

    Attributes
    ----------
    name, label
        Name in frames and templates; words for a reader.
    form
        What a cell holds: ``name``, ``country``, ``mission``, ``place``, ``places``, ``goods``,
        ``number``, ``numbers``, ``currency``, ``date``, ``yes or no``, ``IMO number``, ``MMSI``,
        ``containers``, ``VIN``, ``text``.
    about
        What it is for, a sentence.
    also
        Other headers understood.
    example
        A SYNTHETIC cell for the template.
    """

    name: str
    label: str
    form: str
    about: str
    also: tuple[str, ...] = ()
    example: str = ""


def _party(role: str, label: str, also: tuple[str, ...], about: str) -> tuple[Column, Column]:
    title = f"{label} (country)"
    return (
        Column(role, label, "name", about, also, f"SYNTHETIC {label.title()} Ltd"),
        Column(f"{role}_country", title, "country", f"Seat of the {label.lower()}: code or name.",
               tuple(f"{one} country" for one in also)),
    )  # fmt: skip


COLUMNS: Final[tuple[Column, ...]] = (
    Column("consignment", "Consignment", "text",
           "The company's own number; without one the row is called by its line.",
           ("consignment no", "reference", "ref", "shipment", "shipment no", "shipment id"),
           "SYNTHETIC-0001"),
    *_party("shipper", "Shipper", ("consignor", "exporter", "seller", "송하인"),
            "Who sends the goods; screened."),
    *_party("consignee", "Consignee", ("buyer", "importer", "receiver", "수하인"),
            "Who is to receive the goods; screened."),
    *_party("notify", "Notify party", ("notify", "통지처"),
            "Who is told of the arrival; screened."),
    *_party("forwarder", "Forwarder", ("freight forwarder", "forwarding agent", "agent"),
            "Who arranges the carriage; screened."),
    Column("goods", "Goods", "text", "The goods in words, as on the papers.",
           ("description", "goods description", "description of goods", "cargo", "commodity")),
    Column("hs", "HS code", "goods",
           "HS or CN code of 2, 4, 6, 8 or 10 digits, or a family of goods of docs/law.md.",
           ("hs code", "hscode", "tariff code", "cn code", "commodity code", "family"),
           "8703.23"),
    Column("value", "Value", "number", "Declared value, digits with a point: 12500.00.",
           ("declared value", "invoice value", "amount"), "12500.00"),
    Column("currency", "Currency", "currency", "Currency of the value, ISO 4217.", ("curr",),
           "EUR"),
    Column("market_values", "Market values", "numbers",
           "Market values of the same goods, separated by ';', for RF14.", ("market value",)),
    Column("market_currency", "Currency of the market values", "currency",
           "Currency of the market values, ISO 4217."),
    Column("same_terms", "Same terms", "yes or no",
           "Whether value and market values stand for the same (duty, new or used, damage)."),
    Column("pieces", "Pieces", "number", "Number of pieces, for RF15.", ("packages", "quantity")),
    Column("gross_kg", "Gross weight, kg", "number", "Gross weight of the whole consignment.",
           ("gross weight", "gross weight kg", "weight kg"), "1850"),
    Column("port_of_loading", "Port of loading", "place",
           "UN/LOCODE or name; a country where no port is known.",
           ("pol", "loading port", "origin", "from", "선적항"), "NLRTM"),
    Column("transit", "Ports in between", "places",
           "Ports of call between loading and discharge, in order, separated by ';'.",
           ("transit ports", "via", "transshipment", "transhipment")),
    Column("port_of_discharge", "Port of discharge", "place",
           "UN/LOCODE or name; a country where no port is known.",
           ("pod", "discharge port", "destination port", "to", "양륙항"), "SGSIN"),
    Column("final_destination", "Final destination", "place",
           "Place or country the goods go on to after the port of discharge.",
           ("destination", "place of delivery", "ultimate destination", "destination country")),
    Column("departed_on", "Departure", "date",
           "Day of departure, done or planned: YYYY-MM-DD, or YYYY-MM. The lists and the law are "
           "asked for this day.",
           ("departure", "departure date", "etd", "atd", "shipped on", "ship date"), "2026-03-02"),
    Column("arrived_on", "Arrival", "date", "Day of arrival, done or planned.",
           ("arrival", "arrival date", "eta", "ata"), "2026-04-05"),
    Column("ordered_on", "Order", "date", "Day of the order, for RF09.", ("order date",)),
    Column("vessel", "Vessel", "name", "Name of the ship; screened.",
           ("ship", "vessel name", "선박명"), "SYNTHETIC STAR"),
    Column("imo", "IMO number", "IMO number", "IMO number of the ship.",
           ("imo no", "imo number")),
    Column("mmsi", "MMSI", "MMSI", "MMSI the ship sends."),
    Column("vessel_flag", "Flag", "country", "Flag of the ship.", ("flag", "flag state")),
    Column("container", "Containers", "containers",
           "ISO 6346 numbers, separated by ';'; screened.",
           ("containers", "container no", "container number", "container numbers")),
    Column("vin", "VIN", "VIN", "Vehicle identification number; screened.",
           ("chassis number", "vehicle identification number")),
    Column("bill_of_lading", "Bill of lading", "text",
           "Number of the bill of lading: rows of one number with different documents are "
           "compared (RF04).", ("b l", "bl", "b l no", "bill of lading no")),
    Column("document", "Document", "text",
           "Which paper the row was taken from, for RF04.", ("document type",)),
    Column("consignee_is_forwarder", "Consignee is a forwarder", "yes or no",
           "Whether the consignee is a freight forwarder, for RF11."),
    Column("consignee_mission_of", "Consignee is a mission of", "mission",
           "Country whose embassy or mission the consignee is, for RF12; 'no' for none."),
    Column("consignee_changed_on", "Consignee changed", "date",
           "Day the consignee was changed in the papers, for RF12."),
    Column("document_deadline", "Document deadline", "date",
           "Last day for papers before loading, for RF12."),
    Column("consignee_founded", "Consignee founded", "date",
           "Day, month or year the consignee was founded, for RF09."),
    Column("source", "Source", "text", "Where the row comes from, such as a citation."),
    Column("note", "Note", "text", "Anything else; printed, not checked.", ("remarks",)),
)  # fmt: skip
# A row without one of these is still processed; a message says what could not be asked.
EXPECTED: Final = {
    "shipper": "no shipper is screened",
    "consignee": "no consignee is screened, and the rules on consignees are not testable",
    "hs": "the law is asked for goods of any kind",
    "port_of_loading": "no law of the origin is asked, and no lane is tested",
    "port_of_discharge": "no law of the destination is asked, and no lane is tested",
    "departed_on": "no law of the origin is asked, and no lane is tested",
}
BY_NAME: Final = {one.name: one for one in COLUMNS}


def named(header: str) -> Column | None:
    """Return the column a header means, or None: case, spaces and marks do not matter."""
    return _headers().get(folded(header))


def folded(header: str) -> str:
    """Return the form in which headers are compared."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


@cache
def _headers() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for one in COLUMNS:
        for text in (one.name, one.label, *one.also):
            held = found.setdefault(folded(text), one)
            if held is not one:
                raise AssertionError(f"header {text!r} means {held.name} and {one.name}")
    return found
