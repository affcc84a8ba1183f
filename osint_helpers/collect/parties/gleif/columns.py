"""Columns of GLEIF records and relations, and the fields its records have."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.parties.party import PARTY

RECORDS: Final = (
    *PARTY,
    Column("lei_valid", "flag", about="whether form and check digits are right (ISO 17442)"),
    Column("legal_form", "text", about="code of ISO 20275, or words where there is none",
           source="entity.legalForm"),
    Column("category", "text", about="of the entity, in the code of the source",
           source="entity.category"),
    Column("registered_at", "text", about="code of the register (GLEIF RA list)",
           source="entity.registeredAt.id"),
    Column("registered_as", "text", about="number in that register", source="entity.registeredAs"),
    Column("legal_country", "text", about="ISO 3166", source="entity.legalAddress.country"),
    Column("headquarters_country", "text", about="ISO 3166",
           source="entity.headquartersAddress.country"),
    Column("ended_because", "text", about="why the entity ended, in the code of the source",
           source="entity.expiration.reason"),
    Column("successors", "list", about="LEI, or name where there is no LEI",
           source="entity.successorEntities"),
    Column("registration_status", "text", about="of the LEI, not of the party: LAPSED means not "
           "renewed", source="registration.status"),
    Column("registered", "instant", about="UTC, first registration of the LEI",
           source="registration.initialRegistrationDate"),
    Column("updated", "instant", about="UTC, last change of the record",
           source="registration.lastUpdateDate"),
    Column("renewal_due", "instant", about="UTC", source="registration.nextRenewalDate"),
    Column("corroboration", "text", about="how far the issuer checked the record against a "
           "register", source="registration.corroborationLevel"),
    Column("issuer", "text", about="LEI of the issuer", source="registration.managingLou"),
    Column("bic", "list", about="bank identifiers mapped to it"),
)  # fmt: skip

RELATIONS: Final = (
    Column("lei", "text", about="of the party asked for"),
    Column("level", "text", about="direct or ultimate"),
    Column("outcome", "text", about="parent; reporting exception (the party says why it names "
           "none); or not reported (neither is there)"),
    Column("parent_lei", "text", about="missing where no parent is reported",
           source="relationship.endNode.id"),
    Column("parent_name", "text", about="as printed in the record of the parent"),
    Column("parent_jurisdiction", "text", about="in the record of the parent"),
    Column("relationship_type", "text", about="accounting consolidation; no count of shares",
           source="relationship.type"),
    Column("relationship_status", "text", about="ACTIVE or INACTIVE",
           source="relationship.status"),
    Column("relationship_from", "day", about="begin of the relation, by the source",
           source="relationship.periods"),
    Column("relationship_to", "day", about="end of the relation, by the source",
           source="relationship.periods"),
    Column("registration_status", "text", about="of the report", source="registration.status"),
    Column("corroboration", "text", about="how far the issuer checked the report",
           source="registration.corroborationLevel"),
    Column("updated", "instant", about="UTC, last change of the report",
           source="registration.lastUpdateDate"),
    Column("exception_category", "text", about="which parent it is about, in the code of the "
           "source", source="category"),
    Column("exception_reason", "text", about="in the code of the source: NATURAL_PERSONS, "
           "NO_KNOWN_PERSON, NON_CONSOLIDATING …", source="reason"),
    Column("exception_reference", "text", about="what the party refers to", source="reference"),
)  # fmt: skip
COLUMNS: Final[ByCall] = {
    "search": RECORDS,
    "record": RECORDS,
    "parents": RELATIONS,
    "children": RECORDS,
}

# Fields of a record, as one of 2026 holds them. Those the reading does not rest on are optional.
RECORD: Final = ("type", "id", "attributes")
RECORD_MORE: Final = ("relationships", "links")
ATTRIBUTES: Final = ("lei", "entity", "registration")
ATTRIBUTES_MORE: Final = ("bic", "mic", "ocid", "qcc", "gem", "spglobal", "conformityFlag")
ENTITY: Final = ("legalName", "legalAddress", "headquartersAddress", "jurisdiction", "status")
ENTITY_MORE: Final = (
    "otherNames", "transliteratedOtherNames", "registeredAt", "registeredAs", "category",
    "subCategory", "legalForm", "associatedEntity", "expiration", "successorEntity",
    "successorEntities", "creationDate", "otherAddresses", "eventGroups",
)  # fmt: skip
REGISTRATION: Final = ("status", "initialRegistrationDate", "lastUpdateDate")
REGISTRATION_MORE: Final = (
    "nextRenewalDate", "managingLou", "corroborationLevel", "validatedAt", "validatedAs",
    "otherValidationAuthorities",
)  # fmt: skip
