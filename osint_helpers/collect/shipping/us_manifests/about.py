"""What the manifest files of US customs are, and the columns of what is read from them."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.manifests import Manifest

MANIFEST: Final = Manifest(
    name="us_manifests",
    kind="shipping",
    title="US vessel manifests (CBP AMS)",
    publisher="US Customs and Border Protection",
    terms="Manifest data are public under 19 CFR 103.31; sold as files, mirrored by others.",
    terms_url="https://www.ecfr.gov/current/title-19/part-103/section-103.31",
    licence="open",
    attribution="Source: US Customs and Border Protection, Automated Manifest System",
    calls=("bills", "containers", "goods"),
    schema="us_manifests/1",
    basis="documented",
    limits=(
        (
            "Absence proves nothing: names are suppressed on request (19 CFR 103.31), for two "
            "years at a time, and a suppressed name is an empty cell."
        ),
        (
            "Only cargo on vessels that call at the United States is listed; a carrier's manifest "
            "is no bill of lading, and its parties are those the carrier named."
        ),
        (
            "Weights, pieces and descriptions are statements of the carrier, not measurements; "
            "a weight is of the whole bill, not of a container."
        ),
        (
            "A bill has several descriptions and containers: they stand as lists in bills, and "
            "as rows of their own in goods and containers; nothing says more about which "
            "belongs to which than the container number of a description."
        ),
        "Estimated and actual arrival are different dates; neither is a date of loading.",
        (
            "An identifier with several header rows may be a placeholder: the column "
            "header_rows says how many there are, and then parties and goods may be those of "
            "other bills."
        ),
        (
            "The names of the files, tables and columns come from public mirrors and code that "
            "reads them; the list of tables is unconfirmed."
        ),
    ),
)  # fmt: skip


def _numbered(stem: str, last: int) -> tuple[str, ...]:
    return tuple(f"{stem}_{n}" for n in range(1, last + 1))


_PARTY: Final = ("city", "state_province", "zip_code", "country_code", "contact_name",
                 "comm_number_qualifier", "comm_number")  # fmt: skip

# table -> columns that must, and that may be there; all have ``identifier``
TABLES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "header": (
        ("identifier", "carrier_code", "vessel_country_code", "vessel_name", "port_of_unlading",
         "estimated_arrival_date", "foreign_port_of_lading", "manifest_quantity", "manifest_unit",
         "weight", "weight_unit", "record_status_indicator", "place_of_receipt",
         "port_of_destination", "foreign_port_of_destination", "conveyance_id",
         "mode_of_transportation", "actual_arrival_date"),
        ("foreign_port_of_lading_qualifier", "measurement", "measurement_unit",
         "foreign_port_of_destination_qualifier", "conveyance_id_qualifier", "in_bond_entry_type",
         *_numbered("secondary_notify_party", 10)),
    ),
    "bill": (
        ("identifier", "master_bol_number", "house_bol_number", "voyage_number", "bill_type_code"),
        ("sub_house_bol_number", "manifest_number", "trade_update_date", "run_date"),
    ),
    "consignee": (("identifier", "consignee_name"),
                  (*_numbered("consignee_address", 4), *_PARTY)),
    "shipper": (("identifier", "shipper_party_name"),
                (*_numbered("shipper_party_address", 4), *_numbered("shipper_address", 4),
                 *_PARTY)),
    "notifyparty": (("identifier", "notify_party_name"),
                    (*_numbered("notify_party_address", 4), *_PARTY)),
    "cargodesc": (("identifier", "container_number", "description_sequence_number", "piece_count",
                   "description_text"), ()),
    "container": (
        ("identifier", "container_number"),
        ("seal_number_1", "seal_number_2", "equipment_description_code", "container_length",
         "container_height", "container_width", "container_type", "load_status",
         "type_of_service"),
    ),
    "hazmat": (
        ("identifier", "container_number", "hazmat_sequence_number", "hazmat_code"),
        ("hazmat_class", "hazmat_code_qualifier", "hazmat_contact", "hazmat_page_number",
         "hazmat_flash_point_temperature", "hazmat_flash_point_temperature_negative_ind",
         "hazmat_flash_point_temperature_unit", "hazmat_description"),
    ),
    "hazmatclass": (("identifier", "container_number", "hazmat_sequence_number",
                     "hazmat_classification"), ()),
    "tariff": (
        ("identifier", "container_number", "description_sequence_number", "harmonized_number"),
        ("harmonized_value", "harmonized_weight", "harmonized_weight_unit"),
    ),
    "marksnumbers": (("identifier", "container_number", "marks_and_numbers_1"),
                     tuple(f"marks_and_numbers_{n}" for n in range(2, 9))),
}  # fmt: skip
NAMES: Final = {"billgen": "bill", **{name: name for name in TABLES}}  # as in the file name

BILLS: Final = (
    Column("identifier", "text", "", "joins the tables of one file set"),
    Column("header_rows", "integer", "rows", "header rows of this identifier; more than 1: doubt"),
    Column("master_bols", "list", "", "numbers of master bills of lading"),
    Column("house_bols", "list", "", "numbers of house bills of lading"),
    Column("bill_types", "list", "", "type codes of the bills"),
    Column("voyages", "list", "", "voyage numbers"),
    Column("shippers", "list", "", "names; empty where none is given or it is suppressed"),
    Column("shipper_addresses", "list", "", "addresses in the order of the names"),
    Column("consignees", "list", "", "names; empty where none is given or it is suppressed"),
    Column("consignee_addresses", "list", "", "addresses in the order of the names"),
    Column("notify_parties", "list", "", "names; empty where none is given or it is suppressed"),
    Column("carrier", "text", "", "code of the carrier"),
    Column("vessel", "text", "", "name of the vessel"),
    Column("vessel_country", "text", "", "flag as the carrier gave it"),
    Column("conveyance", "text", "", "conveyance_id: often the IMO number; see its qualifier"),
    Column("conveyance_kind", "text", "", "conveyance_id_qualifier"),
    Column("mode", "text", "", "mode of transportation"),
    Column("place_of_receipt", "text", "", "as published"),
    Column("port_of_lading", "text", "", "foreign port of lading"),
    Column("port_of_unlading", "text", "", "port in the United States"),
    Column("port_of_destination", "text", "", "as published"),
    Column("foreign_destination", "text", "", "foreign port of destination"),
    Column("estimated_arrival", "day", "", "as the carrier expected it"),
    Column("actual_arrival", "day", "", "as it was recorded"),
    Column("quantity", "number", "quantity_unit", "manifest quantity"),
    Column("quantity_unit", "text", "", "as published"),
    Column("weight", "number", "weight_unit", "of the whole bill"),
    Column("weight_unit", "text", "", "as published"),
    Column("weight_kg", "number", "kg", "computed from weight and its unit"),
    Column("status", "text", "", "record_status_indicator, such as New or Amended"),
    Column("containers", "list", "", "numbers as published, each once"),
    Column("containers_invalid", "list", "", "those that fail ISO 6346, kept all the same"),
    Column("descriptions", "list", "", "texts of the goods, in the order of the file"),
    Column("harmonized", "list", "", "product codes the carrier gave, each once"),
    Column("hazardous", "list", "", "codes of dangerous goods, each once"),
    Column("marks", "list", "", "marks and numbers"),
    Column("locator", "text", "", "file and line of the header row"),
)
CONTAINERS: Final = (
    Column("identifier", "text", "", "joins with bills"),
    Column("container", "text", "", "as published"),
    Column("container_normal", "text", "", "without separators"),
    Column("container_valid", "flag", "", "whether it keeps to ISO 6346; missing: no check digit"),
    Column("container_reason", "text", "", "what the check found"),
    Column("seals", "list", "", "seal numbers"),
    Column("equipment", "text", "", "equipment_description_code"),
    Column("length", "number", "as published", "container_length; its unit is not published"),
    Column("height", "number", "as published", "container_height; its unit is not published"),
    Column("width", "number", "as published", "container_width; its unit is not published"),
    Column("type", "text", "", "container_type"),
    Column("load_status", "text", "", "as published"),
    Column("service", "text", "", "type_of_service"),
    Column("locator", "text", "", "file and line"),
)
GOODS: Final = (
    Column("identifier", "text", "", "joins with bills"),
    Column("container", "text", "", "as published"),
    Column("sequence", "text", "", "description_sequence_number"),
    Column("pieces", "number", "pieces", "piece_count"),
    Column("description", "text", "", "as published"),
    Column("harmonized", "list", "", "product codes of this description"),
    Column("hazardous", "list", "", "codes of dangerous goods of this description"),
    Column("locator", "text", "", "file and line"),
)
COLUMNS: Final[ByCall] = {
    "bills": BILLS,
    "containers": CONTAINERS,
    "goods": GOODS,
}
