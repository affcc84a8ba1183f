"""What the OpenSky REST API is, and what it cannot show."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.manifests import Auth, Manifest, Rate

_REALM: Final = "https://auth.opensky-network.org/auth/realms/opensky-network"

MANIFEST: Final = Manifest(
    name="opensky",
    kind="flights",
    title="OpenSky Network REST API",
    publisher="The OpenSky Network",
    terms="For non-commercial research and operation only; cite the network.",
    licence="non-commercial",
    attribution="The OpenSky Network, https://opensky-network.org",
    calls=("arrivals", "departures", "flights_of", "track", "states"),
    schema="opensky/1",
    basis="documented",
    servers={
        "": "https://opensky-network.org/api",
        "auth": f"{_REALM}/protocol/openid-connect/token",
    },
    terms_url="https://opensky-network.org/about/terms-of-use",
    auth=Auth("oauth2", variables=("OPENSKY_CLIENT_ID", "OPENSKY_CLIENT_SECRET")),
    rate=Rate(1, 1.0),
    limits=(
        (
            "Airports of departure and arrival are estimated by the source from the first and the "
            "last position it received: they are no record that an aircraft took off or landed "
            "there. How many other airports were as near stands beside them."
        ),
        "An aircraft that no receiver hears is not in it: no flight found is not no flight.",
        "Flights are computed at night: those of today, and maybe of yesterday, are not in it yet.",
        (
            "How far back the flights reach for an ordinary account is not documented; tracks "
            "reach back 30 days and are called experimental; states one hour."
        ),
        (
            "The documentation gives the longest interval of a question as two days, in older "
            "versions as seven (airports) and thirty (aircraft), and for departures once as more "
            "than two: questions are cut into two days, which was not confirmed by a call."
        ),
        "A call sign is what the crew typed in; it can be wrong, and flights share them.",
    ),
)
