"""Shipments typed by hand from a captured view, and those of manifest files, in one form."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall, Column, frame
from osint_helpers.collect.given import File, capture_of, named
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.shipping import shipment_rows
from osint_helpers.collect.shipping.files import LARGEST, Lines, rows_of
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.collect.client import Client

MANIFEST: Final = Manifest(
    name="shipments",
    kind="shipping",
    title="Shipments typed from a view",
    publisher="the site or paper each row names in its capture",
    terms=(
        "The terms of Panjiva, ImportYeti, Equasis and their like forbid automated copying: a "
        "person reads, types and cites."
    ),
    licence="manual",
    attribution="Typed by the analyst named in each row, from the capture named there",
    calls=("typed",),
    schema="shipments/1",
    basis="documented",
    limits=(
        "A row is what a person read off a view: compare it with its capture.",
        (
            "A bill of lading, a customs manifest and an entry of a database are different "
            "documents: the column document says which one was seen."
        ),
        "A database of shipments shows what its maker bought or collected: absence proves nothing.",
        "Estimated and actual arrival are different dates; gate-in is not loading.",
    ),
)  # fmt: skip

DOCUMENTS: Final = ("bill of lading", "sea waybill", "air waybill", "manifest entry",
                    "customs declaration", "database entry")  # fmt: skip
BILL_KINDS: Final = ("", "master", "house", "sub-house")
DATES: Final = ("issued", "loaded", "arrival_estimated", "arrived")


@dataclass(frozen=True)
class Shipment:
    """One shipment as one document shows it; ``""`` where it shows nothing.

    Attributes
    ----------
    document, bill_kind
        One of :data:`DOCUMENTS`; of a bill of lading or waybill, one of :data:`BILL_KINDS`.
    number
        Of the document, as printed.
    containers
        As printed; in a file parted by ``;``.
    issued, loaded, arrival_estimated, arrived
        ``2018``, ``2018-08`` or ``2018-08-26``: as precise as the document.
    weight, weight_unit, packages, package_unit
        Figures as text, without thousands signs.
    evidence_locator
        Where in the capture: a page, a row, a field.
    capture, typed_by, typed_on
        Id of the capture of the case, of kind file or fetched; who typed it; the day.
    """

    document: str
    number: str = ""
    bill_kind: str = ""
    shipper: str = ""
    consignee: str = ""
    notify_party: str = ""
    vessel: str = ""
    imo: str = ""
    voyage: str = ""
    containers: tuple[str, ...] = ()
    port_of_loading: str = ""
    port_of_discharge: str = ""
    issued: str = ""
    loaded: str = ""
    arrival_estimated: str = ""
    arrived: str = ""
    goods: str = ""
    weight: str = ""
    weight_unit: str = ""
    packages: str = ""
    package_unit: str = ""
    evidence_locator: str = ""
    capture: str = ""
    typed_by: str = ""
    typed_on: str = ""
    note: str = ""


HEADER: Final = tuple(one.name for one in fields(Shipment))

SHIPMENTS: Final = (
    Column("document", "text", "", "what was seen: bill of lading, manifest entry …"),
    Column("bill_kind", "text", "", "master, house or sub-house; missing where it is not said"),
    Column("number", "text", "", "of the document, as printed"),
    Column("shipper", "text", "", "as printed; several parted by '; '"),
    Column("consignee", "text", "", "as printed; several parted by '; '"),
    Column("notify_party", "text", "", "as printed; several parted by '; '"),
    Column("vessel", "text", "", "as printed"),
    Column("imo", "text", "", "IMO number of the vessel, as printed"),
    Column("imo_valid", "flag", "", "whether its check digit is right (computed)"),
    Column("voyage", "text", "", "as printed"),
    Column("containers", "list", "", "numbers as printed"),
    Column("containers_invalid", "list", "", "those that fail ISO 6346, kept all the same"),
    Column("port_of_loading", "text", "", "as printed"),
    Column("port_of_discharge", "text", "", "as printed"),
    *(one for name, about in zip(
        DATES, ("when the document was issued", "on board", "when arrival was expected",
                "when it arrived"), strict=True)
      for one in (Column(name, "day", "", f"{about}, as precise as the document"),
                  Column(f"{name}_precision", "text", "", "day, month or year (computed)"))),
    Column("goods", "text", "", "as printed"),
    Column("weight", "number", "weight_unit", "as printed"),
    Column("weight_unit", "text", "", "as printed"),
    Column("weight_kg", "number", "kg", "computed from weight and its unit"),
    Column("packages", "number", "package_unit", "as printed"),
    Column("package_unit", "text", "", "as printed"),
    Column("evidence_locator", "text", "", "where in the capture or file"),
    Column("capture", "text", "", "id of the capture it was read from"),
    Column("typed_by", "text", "", "who typed it; missing for rows of a manifest file"),
    Column("typed_on", "day", "", "when; missing for rows of a manifest file"),
    Column("note", "text", "", "remark of who typed it"),
    Column("line", "integer", "", "line of the typed file"),
)  # fmt: skip
COLUMNS: Final[ByCall] = {"typed": SHIPMENTS}


def template() -> str:
    """Return the header line of a CSV file to type into."""
    return ",".join(HEADER) + "\n"


def typed(client: Client, *, file: str) -> Collected:
    """Return the shipments somebody typed into a CSV file (UTF-8, header as `template`).

    Parameters
    ----------
    file
        Path, or id of a capture of the case.

    Returns
    -------
    Collected
        Columns as in ``SHIPMENTS``; one part for the file and one for each capture it names.

    Raises
    ------
    CollectError
        For the first fault, with file, line and column; the advice says how many more there are.
    """
    held = named(client, file)
    got = Reading(MANIFEST, "typed", {"file": held.name}, client)
    faults: list[CollectError] = []
    rows = [row for line, cells in _cells(held)
            if (row := _checked(client, held, line, cells, faults)) is not None]  # fmt: skip
    if faults:
        first, more = faults[0], len(faults) - 1
        advice = f"{first.advice}; {more} more faults follow" if more else first.advice
        raise CollectError(first.what, advice=advice, file=first.file, row=first.row,
                           column=first.column)  # fmt: skip
    got.take(held, len(rows))
    for name in dict.fromkeys(row["capture"] for row in rows):
        seen = named(client, name)  # its bytes are held against its record as well
        count = sum(row["capture"] == name for row in rows)
        got.parts.append(replace(seen.part, name=f"view {name}", rows=count))
    return got.collected(rows, SHIPMENTS)


def _cells(held: File) -> list[tuple[int, dict[str, str]]]:
    with held.open(most=LARGEST) as file:
        lines = Lines(file, held.name)
        stream = rows_of(lines)
        header = [one.strip() for one in next(stream, (0, []))[1]]
        if sorted(header) != sorted(HEADER):
            odd = [one for one in (*HEADER, *header)
                   if header.count(one) != 1 or one not in HEADER]  # fmt: skip
            raise CollectError(
                f"the column {odd[0]!r} is missing, new or there twice", file=held.name, row=1,
                column=odd[0], advice="begin with shipments.template()",
            )  # fmt: skip
        made = []
        for line, cells in stream:
            if len(cells) != len(header):
                raise CollectError(
                    f"the row has {len(cells)} cells, the header {len(header)}", file=held.name,
                    row=line, advice="quote a cell that holds a comma",
                )  # fmt: skip
            if any(one.strip() for one in cells):
                made.append((line, dict(zip(header, map(str.strip, cells), strict=True))))
        if lines.other:
            raise CollectError("the file is not UTF-8", file=held.name, advice="save it as UTF-8")
    return made


def _checked(
    client: Client, held: File, line: int, cells: dict[str, str], faults: list[CollectError]
) -> dict[str, Any] | None:
    parts = tuple(one.strip() for one in cells["containers"].split(";") if one.strip())
    one = Shipment(**{**cells, "containers": parts})  # type: ignore[arg-type]
    try:
        return {**row_of(client, one), "line": line}
    except CollectError as error:
        faults.append(CollectError(error.what, advice=error.advice, file=Path(held.name), row=line,
                                   column=error.column))  # fmt: skip
        return None


def row_of(client: Client, one: Shipment) -> dict[str, Any]:
    """Return a typed shipment as a row of ``SHIPMENTS``, after every cell was checked.

    Raises
    ------
    CollectError
        For a cell that cannot stand; the column is named.
    """
    for name, allowed in (("document", DOCUMENTS), ("bill_kind", BILL_KINDS)):
        if getattr(one, name) not in allowed:
            raise CollectError(f"{getattr(one, name)!r} is not known", column=name,
                               advice=f"one of {', '.join(filter(None, allowed))}")  # fmt: skip
    for name in ("capture", "evidence_locator", "typed_by", "typed_on"):
        if not getattr(one, name):
            raise CollectError(
                "is empty", column=name, advice="each row says where it was seen, by whom and when"
            )  # fmt: skip
    capture_of(client, one.capture)
    row = shipment_rows.values(one, DATES)
    if row["typed_on_precision"] != "day":
        raise CollectError(f"{one.typed_on!r} is no day", column="typed_on",
                           advice="write YYYY-MM-DD")  # fmt: skip
    return row


def of_manifests(bills: Collected) -> pd.DataFrame:
    """Return the bills of `us_manifests.bills` as shipments.

    Parameters
    ----------
    bills
        As collected, so that each row keeps the capture of its file where there is one.

    Returns
    -------
    pandas.DataFrame
        Columns as in ``SHIPMENTS``, one row a row of `bills`; ``document`` is ``manifest entry``.
        House numbers come before master numbers, since they are those of the shipper.
    """
    captures = {part.name: part.capture for part in bills.meta.parts}
    rows: list[dict[Any, Any]] = bills.frame.to_dict("records")
    return frame([shipment_rows.of_manifest(row, captures) for row in rows], SHIPMENTS)
