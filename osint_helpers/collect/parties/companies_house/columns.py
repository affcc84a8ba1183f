"""Columns of companies, officers, persons with significant control and filings."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.parties.party import PARTY

COMPANIES: Final = (
    *PARTY,
    Column("company_type", "text", about="code of the register, as ltd"),
    Column(
        "status_detail",
        "text",
        about="code of the register, beside the status",
        source="company_status_detail",
    ),
    Column("industry", "list", about="SIC 2007 codes", source="sic_codes"),
    Column("previous_names", "json", about="name, effective_from, ceased_on"),
    Column("has_insolvency_history", "flag", about="by the register"),
    Column("has_been_liquidated", "flag", about="by the register"),
    Column("has_charges", "flag", about="by the register: charges (security) registered"),
    Column(
        "office_in_dispute",
        "flag",
        about="the registered office, by the register",
        source="registered_office_is_in_dispute",
    ),
    Column(
        "mail_undeliverable",
        "flag",
        about="at the registered office, by the register",
        source="undeliverable_registered_office_address",
    ),
    Column(
        "accounts_made_up_to",
        "day",
        about="end of the period of the last accounts",
        source="accounts.last_accounts.made_up_to",
    ),
    Column("accounts_overdue", "flag", about="by the register", source="accounts.overdue"),
    Column(
        "foreign_register_number",
        "text",
        about="number in another register, as published",
        source="external_registration_number",
    ),
)

HITS: Final = (
    *PARTY,
    Column("company_type", "text", about="code of the register, as ltd"),
    Column("rank", "integer", about="place in the answer of the source, from 1"),
)

_WHO: Final = (
    Column("company_number", "text", about="of the company asked for"),
    Column("person", "text", about="label within this table: equal labels are one entry of a "
           "person or company in the register"),
    Column("natural_person", "flag", about="by the role or kind of entry"),
    Column("name", "text", about="as published; of natural persons only with persons='names'"),
)  # fmt: skip
_COMPANY: Final = (
    Column("address", "text", about="of companies only, in one line"),
    Column("legal_form", "text", about="of companies only", source="identification.legal_form"),
    Column("legal_authority", "text", about="of companies only, the law it is under",
           source="identification.legal_authority"),
    Column("place_registered", "text", about="of companies only",
           source="identification.place_registered"),
    Column("registration_number", "text", about="of companies only, in that register",
           source="identification.registration_number"),
)  # fmt: skip

OFFICERS: Final = (
    *_WHO,
    Column("role", "text", about="code of the register, as director", source="officer_role"),
    Column("appointed_on", "day", about="by the register"),
    Column("appointed_before", "day", about="where the day itself is not known"),
    Column("resigned_on", "day", about="missing: still in office, by the register"),
    *_COMPANY,
)

CONTROLLERS: Final = (
    *_WHO,
    Column("role", "text", about="kind of entry", source="kind"),
    Column("natures_of_control", "list", about="codes of the register"),
    Column("notified_on", "day", about="the company notified the register"),
    Column("ceased_on", "day", about="missing: still in control, by the register"),
    Column("sanctioned", "flag", about="marked by the register itself", source="is_sanctioned"),
    *_COMPANY,
)

FILINGS: Final = (
    Column("company_number", "text", about="of the company asked for"),
    Column("date", "day", about="the register processed the filing"),
    Column("action_date", "day", about="what was filed took place"),
    Column("category", "text", about="code of the register, as accounts"),
    Column("subcategory", "list", about="codes of the register"),
    Column("filing_type", "text", about="code of the form, as AP01", source="type"),
    Column("description", "text", about="code of the description"),
    Column("details", "json", about="values of the description; they name people, so only with "
           "persons='names'", source="description_values"),
    Column("pages", "integer", about="of the document"),
    Column("paper", "flag", about="filed on paper", source="paper_filed"),
    Column("transaction", "text", about="id of the filing", source="transaction_id"),
)  # fmt: skip
COLUMNS: Final[ByCall] = {
    "search": HITS,
    "company": COMPANIES,
    "officers": OFFICERS,
    "persons_with_significant_control": CONTROLLERS,
    "filing_history": FILINGS,
}

# Fields of one entry: those the reading rests on, and those that may be there.
PROFILE: Final = ("company_name", "company_number", "type")
PROFILE_MORE: Final = (
    "accounts", "annual_return", "branch_company_details", "can_file", "company_status",
    "company_status_detail", "confirmation_statement", "corporate_annotation",
    "date_of_cessation", "date_of_creation", "etag", "external_registration_number",
    "foreign_company_details", "has_been_liquidated", "has_charges", "has_insolvency_history",
    "has_super_secure_pscs", "is_community_interest_company", "jurisdiction",
    "last_full_members_list_date", "links", "partial_data_available", "previous_company_names",
    "registered_office_address", "registered_office_is_in_dispute", "service_address",
    "sic_codes", "subtype", "super_secure_managing_officer_count",
    "undeliverable_registered_office_address",
)  # fmt: skip
HIT: Final = ("company_number", "title")
HIT_MORE: Final = (
    "address", "address_snippet", "company_status", "company_type", "date_of_cessation",
    "date_of_creation", "description", "description_identifier", "external_registration_number",
    "kind", "links", "matches", "snippet",
)  # fmt: skip
OFFICER: Final = ("name", "officer_role")
OFFICER_MORE: Final = (
    "address", "appointed_before", "appointed_on", "contact_details", "country_of_residence",
    "date_of_birth", "etag", "former_names", "identification", "identity_verification_details",
    "is_pre_1992_appointment", "links", "nationality", "occupation", "person_number",
    "principal_office_address", "resigned_on", "responsibilities",
)  # fmt: skip
CONTROLLER: Final = ("kind",)
CONTROLLER_MORE: Final = (
    "address", "ceased", "ceased_on", "country_of_residence", "date_of_birth", "description",
    "etag", "identification", "identity_verification_details", "is_sanctioned", "links", "name",
    "name_elements", "nationality", "natures_of_control", "notified_on",
    "principal_office_address",
)  # fmt: skip
FILING: Final = ("category", "date", "description", "transaction_id", "type")
FILING_MORE: Final = (
    "action_date", "annotations", "associated_filings", "barcode", "description_values", "links",
    "pages", "paper_filed", "resolutions", "subcategory",
)  # fmt: skip
PAGE: Final = (
    "active_count", "ceased_count", "etag", "filing_history_status", "inactive_count",
    "items_per_page", "kind", "links", "page_number", "resigned_count", "start_index",
    "total_count", "total_results",
)  # fmt: skip
