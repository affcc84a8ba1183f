"""What Global Fishing Watch offers, under which terms, and what its tables cannot show."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.manifests import Auth, Manifest, Rate

# As asked; the answer names the version behind ``latest``, and that one is kept.
IDENTITY_SET: Final = "public-global-vessel-identity:latest"
EVENT_SETS: Final[dict[str, str]] = {
    "port_visit": "public-global-port-visits-events:latest",
    "gap": "public-global-gaps-events:latest",
    "encounter": "public-global-encounters-events:latest",
    "loitering": "public-global-loitering-events:latest",
}
EMPTY: Final = (
    "An empty list of gaps does not say that the ship was received: the source keeps only silences "
    "of at least 12 hours that begin more than 50 nautical miles from shore where satellite "
    "reception is good, so a silence near a coast may not appear."
)

_LIMITS: Final = (
    (
        "All events are computed by the source from AIS messages it received; it calls them "
        "apparent. A place no receiver hears shows nothing."
    ),
    EMPTY,
    (
        "A gap is a time in which no position was received. Why is not known from it; where the "
        "source speaks of intentional disabling, that is its category, quoted as such. The "
        "thresholds (12 hours, 50 nautical miles, satellite reception of 2017 to 2019) come from "
        "the paper behind the data and from field notes, not from an answer of the source."
    ),
    (
        "Encounters are computed for pairs of the fishing economy only (fishing, carrier, "
        "support, bunker, tanker): two cargo ships alongside each other are no encounter here. "
        "Field notes: within 500 m for 2 hours, on positions interpolated to 10 minutes."
    ),
    (
        "Loitering is, according to field notes, a mean speed below 2 knots at a mean of 20 "
        "nautical miles or more from shore: waiting off a port is not in it."
    ),
    (
        "A port visit needs two of entry, stop, silence and exit near an anchorage of the "
        "source's own list. Confidence 2 saw a stop or silence only, 4 saw entry, stop and exit. "
        "A visit may last years when the exit was not received."
    ),
    (
        "One ship has many identities here, one for each MMSI, name, call sign and flag it sent. "
        "Events belong to one identity: ask for every one of them, found by IMO number."
    ),
    ("Which self-reported identities belong to a registry record is the source's best estimate."),
    "A mistyped vessel id gives an empty list of events too: check it with the call vessels.",
    (
        "Name, IMO number and call sign of a self-reported row are what the ship sent; nobody "
        "checked them. Registry rows cover mostly fishing vessels and their support."
    ),
    (
        "Events that overlap the days asked for are given (field notes, unconfirmed), so one may "
        "begin earlier or end later."
    ),
    (
        "Built from the source's own client, its test data and dated field notes; never called "
        "live. Parts are to be confirmed at the first live call."
    ),
)

MANIFEST: Final = Manifest(
    name="gfw",
    kind="vessels",
    title="Global Fishing Watch",
    publisher="Global Fishing Watch, Inc.",
    terms="Creative Commons BY-NC 4.0 and the API terms of use: non-commercial use only, with "
    "attribution that names data set, version and dates; the key stays private.",
    terms_url="https://globalfishingwatch.org/our-apis/documentation",
    licence="non-commercial",
    attribution="Powered by Global Fishing Watch. https://globalfishingwatch.org",
    calls=(
        "search",
        "vessels",
        "owners",
        "port_visits",
        "gaps",
        "encounters",
        "loitering",
        "insights",
    ),
    schema="gfw/1",
    basis="unverified",
    servers={"": "https://gateway.api.globalfishingwatch.org/v3"},
    auth=Auth("bearer", variables=("GFW_TOKEN", "GFW_API_ACCESS_TOKEN")),
    rate=Rate(
        1,
        2.0,
        "50,000 calls a day are allowed according to field notes (unconfirmed); one in two "
        "seconds stays below",
    ),
    limits=_LIMITS,
)
