"""The FSF service of the EU with SYNTHETIC entries, from the published structure of version 1.1.

Without its token it answers 403.
"""

from __future__ import annotations

from tests.collect.fakes.server import Reply, Request

PATH = "xmlFullSanctionsList_1_1/content"
TOKEN = "synthetic-token-0001"  # noqa: S105  (of this fake alone)
_SUMMARY = (
    '<regulationSummary regulationType="amendment" publicationDate="2019-04-08" '
    'numberTitle="2019/0000 (OJ L0)" publicationUrl="https://example.org/summary"/>'
)
LIST = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-04-15T15:29:22.497+02:00"
 globalFileId="1">
<sanctionEntity designationDate="2016-07-16" designationDetails="" unitedNationId="KPi.901"
 euReferenceNumber="EU.9001.1" logicalId="1">
<regulation regulationType="amendment" organisationType="council" publicationDate="2017-08-31"
 entryIntoForceDate="2017-09-01" numberTitle="2017/0000 (OJ L0)" programme="PRK" logicalId="11">
<publicationUrl>https://example.org/regulation</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="S. P." function="" title=""
 nameLanguage="" strong="false" regulationLanguage="en" logicalId="12">{_SUMMARY}</nameAlias>
<nameAlias firstName="Synthetic" middleName="" lastName="PERSON" wholeName="Synthetic PERSON"
 function="Example post" gender="M" title="" nameLanguage="EN" strong="true"
 regulationLanguage="en" logicalId="13"><remark>SYNTHETIC remark on a name</remark>{_SUMMARY}
</nameAlias>
<nameAlias firstName="" middleName="" lastName="" wholeName="Синтетический" function="" title=""
 nameLanguage="RU" strong="true" regulationLanguage="en" logicalId="14">{_SUMMARY}</nameAlias>
<citizenship region="" countryIso2Code="XX" countryDescription="TESTLAND"
 regulationLanguage="en" logicalId="15">{_SUMMARY}</citizenship>
<birthdate circa="false" calendarType="GREGORIAN" city="Synthetic City" zipCode=""
 birthdate="1965-12-12" dayOfMonth="12" monthOfYear="12" year="1965" region="" place=""
 countryIso2Code="XX" countryDescription="TESTLAND" regulationLanguage="en" logicalId="16"/>
<birthdate circa="true" calendarType="GREGORIAN" city="" zipCode="" year="1958" region="" place=""
 countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="17"/>
<birthdate circa="false" calendarType="GREGORIAN" city="" zipCode="" monthOfYear="3" year="1959"
 region="" place="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en"
 logicalId="18"/>
<identification diplomatic="false" knownExpired="true" knownFalse="false" reportedLost="false"
 revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="X0000000" region=""
 countryIso2Code="XX" countryDescription="TESTLAND" identificationTypeCode="passport"
 identificationTypeDescription="National passport" regulationLanguage="en"
 logicalId="19"><remark>SYNTHETIC</remark></identification>
<address city="Synthetic City" street="1 Example Street" poBox="" zipCode="00000" region=""
 place="" asAtListingTime="false" countryIso2Code="XX" countryDescription="TESTLAND"
 regulationLanguage="en" logicalId="20"><contactInfo key="EMAIL" value="synthetic@example.org"/>
<remark>as at 2018</remark></address>
<remark>SYNTHETIC remark</remark></sanctionEntity>
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9002.2"
 logicalId="2"><regulation regulationType="amendment" organisationType="council"
 publicationDate="2025-12-15" entryIntoForceDate="2025-12-16" numberTitle="2025/0000 (OJ L)"
 programme="RUS" logicalId="21"><publicationUrl>https://example.org/other</publicationUrl>
</regulation><subjectType code="vessel" classificationCode="V"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="TEST VESSEL" function="" title=""
 nameLanguage="" strong="true" regulationLanguage="en" logicalId="22"/>
<identification diplomatic="false" knownExpired="false" knownFalse="false" reportedLost="false"
 revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="9999993" region=""
 countryIso2Code="00" countryDescription="UNKNOWN" identificationTypeCode="imo"
 identificationTypeDescription="IMO number" regulationLanguage="en" logicalId="23"/>
</sanctionEntity>
<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9003.3"
 logicalId="3"><subjectType code="enterprise" classificationCode="E"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="SYNTHETIC LTD" function="" title=""
 nameLanguage="" strong="true" regulationLanguage="en" logicalId="32"/>
<identification diplomatic="false" knownExpired="false" knownFalse="false" reportedLost="false"
 revokedByIssuer="false" issuedBy="" latinNumber="" nameOnDocument="" number="Does not exist"
 region="" countryIso2Code="00" countryDescription="UNKNOWN" identificationTypeCode="imo"
 identificationTypeDescription="IMO number" regulationLanguage="en" logicalId="33"/>
</sanctionEntity>
</export>
""".encode()


def answer(request: Request) -> Reply:
    """Answer like the FSF service."""
    if request.one("token") != TOKEN:
        return Reply(b"Forbidden", "text/plain", 403)
    if request.path != PATH:
        return Reply(b"not found", "text/plain", 404)
    return Reply(LIST, "application/xml")
