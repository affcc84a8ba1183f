# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   osint:
#     case: collecting-public-records
# ---

# %% [markdown]
# # Collecting public records: one call, one table, the bytes kept
#
# **Every record below is SYNTHETIC.** The answers were written for this tutorial, served from the machine that recorded them in the documented form of each source, and are replayed here: nothing is asked of any network. With your own case and the mode `record`, the same calls ask the real sources.

# %%
from osint_helpers import collect, exhibits, open_case
from osint_helpers.collect import registry

HERE = "http://127.0.0.1:8809"
case = open_case("collecting-public-records")
client = collect.Client(case.folder, servers=registry.servers_at(HERE))
client.mode

# %% [markdown]
# ## 4. Claims and evidence
#
# ### Shipping and trade: what countries state
#
# UN Comtrade holds statements of countries about whole months and products. One call names reporters, partners, months and products.

# %%
from osint_helpers.collect.shipping import comtrade

MONTHS = ("2018-07", "2018-08", "2018-09")
cars = comtrade.trade(
    client,
    reporters=("901", "902"),
    partners=("901", "902"),
    periods=MONTHS,
    commodities=("8703",),
    flows=("M", "X"),
    frequency="M",
)
exhibits.collected(
    cars,
    "D-1",
    title="Cars between two countries",
    columns=(
        "period",
        "reporter_name",
        "flow_name",
        "partner_name",
        "cif_usd",
        "fob_usd",
        "net_weight_kg",
    ),
)

# %%
exhibits.about(cars, "D-2", title="Columns and limits of UN Comtrade")

# %% [markdown]
# A month that does not come is named. Here the source refuses the second of two calls; the table holds what came, and no sentence about absence can be made of it.

# %%
year = tuple(f"2018-{month:02}" for month in range(1, 13))
cut = comtrade.trade(
    client,
    reporters=("901",),
    partners=("903",),
    periods=(*year, "2019-01"),
    commodities=("8703",),
    flows=("X",),
    frequency="M",
)
exhibits.collected(
    cut,
    "D-3",
    title="Thirteen months asked for, one refused",
    columns=("period", "reporter_name", "flow_name", "partner_name", "fob_usd"),
)

# %%
from osint_helpers.errors import IncompleteError

try:
    cut.nothing_found("exports in January 2019")
except IncompleteError as error:
    print(error)

# %% [markdown]
# ### Shipping and trade: customs

# %%
from osint_helpers.collect.shipping import comext, korea_customs, us_manifests

eu = comext.trade(
    client,
    reporters=("AA", "BB"),
    partners=("ZZ",),
    products=("8703",),
    flows=("2",),
    start="2018-07",
    end="2018-09",
)
exhibits.collected(eu, "D-4", title="Exports of EU members")

# %%
korea = korea_customs.item_country(
    client, start="2018-07", end="2018-09", countries=("XX",), products=("8703",)
)
exhibits.collected(
    korea,
    "D-5",
    title="Trade of one customs office by month",
    columns=("month", "country", "product", "exports_usd", "exports_kg", "imports_usd"),
)

# %%
exhibits.about(korea, "D-6", title="Columns and limits of Korea Customs")

# %% [markdown]
# Files that no address gives are handed over once and read from their captures.

# %%
from osint_helpers.evidence import captures_frame

files = captures_frame(case.folder)
files = files[files["kind"] == "file"].set_index("title")["capture"]
manifests = tuple(files[files.index.str.startswith("ams__")])
bills = us_manifests.bills(client, files=manifests, vessel="TEST")
exhibits.collected(bills, "D-7", title="Bills of lading from customs files")

# %% [markdown]
# ### News and web archives

# %%
from osint_helpers.collect.news import articles, commoncrawl, feeds, gdelt, wayback

found = gdelt.articles(client, query=("TEST", "VESSEL"), start="2018-10-01", end="2018-10-05")
exhibits.collected(
    found,
    "D-8",
    title="Articles an index saw",
    columns=("crawled_at", "title", "domain", "language"),
    limit=5,
)

# %%
exhibits.about(found, "D-9", title="Columns and limits of GDELT")

# %%
entries = feeds.entries(client, url=f"{HERE}/feeds/rss")
exhibits.collected(
    entries,
    "D-10",
    title="Entries of a feed",
    columns=("title", "published", "published_at", "published_how"),
)

# %% [markdown]
# Every date of an article is kept with how it was found. One that stands in the footer alone is not taken for the day of publication.

# %%
dates = articles.dates(client, url=f"{HERE}/articles/meta")
exhibits.collected(
    dates,
    "D-11",
    title="Dates of an article and where each stands",
    columns=("role", "printed", "day", "method", "locator", "chosen"),
)

# %%
footer = articles.read(client, url=f"{HERE}/articles/footer")
exhibits.collected(
    footer,
    "D-12",
    title="An article whose only date is in the footer",
    columns=("state", "title", "published_on", "published_rule", "dates_found"),
)

# %%
copies = wayback.captures(client, url="http://www.example.org/synthetic")
exhibits.collected(
    copies,
    "D-13",
    title="Archived copies of one address",
    columns=("captured_at", "status", "revisit", "digest", "digest_is_sha1"),
)

# %%
copy = wayback.replay(client, url="http://www.example.org/synthetic", timestamp="20180614120000")
exhibits.collected(
    copy,
    "D-14",
    title="One copy, its time and its digest checked",
    columns=("memento_at", "seconds_off", "bytes", "sha1", "digest_check"),
)

# %%
crawl = commoncrawl.captures(
    client,
    url="http://www.example.org/synthetic",
    crawls=("CC-MAIN-2018-43",),
    match="prefix",
)
exhibits.collected(
    crawl,
    "D-15",
    title="Copies in one crawl",
    columns=("captured_at", "original", "status", "digest", "filename", "offset"),
    limit=3,
)

# %% [markdown]
# ### Vessels: who a ship said it was, and when it was not received

# %%
from osint_helpers.collect.vessels import (
    danish_ais,
    dprk_reports,
    gfw,
    marinecadastre,
    nmea,
    un1718,
)

ships = gfw.search(client, name="SYNTHETIC TRADER")
exhibits.collected(
    ships,
    "D-16",
    title="Identities one hull has shown",
    columns=("kind", "name", "mmsi", "imo", "imo_valid", "transmission_from", "transmission_to"),
)

# %%
ids = tuple(ships.frame["vessel_id"].dropna().unique())
silent = gfw.gaps(client, vessels=ids, start="2018-01-01", end="2018-12-31")
exhibits.collected(silent, "D-17", title="Times without reception")

# %%
exhibits.about(silent, "D-18", title="Columns and limits of the gaps")

# %%
calls = gfw.port_visits(client, vessels=ids, start="2018-01-01", end="2018-06-30")
exhibits.collected(calls, "D-19", title="Port visits", limit=4)

# %%
north_sea = danish_ais.day(client, date="2026-07-17")
exhibits.collected(
    north_sea,
    "D-20",
    title="Positions of one day, Danish waters",
    columns=("mmsi", "t", "lat", "lon", "sog_kn", "name", "imo", "line"),
    limit=5,
)

# %%
exhibits.about(north_sea, "D-21", title="Columns and limits of AIS day files")

# %%
coast = marinecadastre.day(client, date="2026-07-17")
exhibits.collected(
    coast,
    "D-22",
    title="Positions of one day, US waters",
    columns=("mmsi", "t", "lat", "lon", "sog_kn", "name", "imo", "line"),
    limit=5,
)

# %%
log = nmea.log(client, capture=files["receiver.nmea (SYNTHETIC)"])
exhibits.collected(
    log,
    "D-23",
    title="Positions from a receiver's log",
    columns=("mmsi", "t", "lat", "lon", "sog_kn", "name", "line"),
    limit=5,
)

# %%
designated = un1718.designated(client)
exhibits.collected(
    designated,
    "D-24",
    title="Vessels designated by a committee",
    columns=("name", "imo", "imo_valid", "imo_check", "designated", "date_precision"),
)

# %%
mentions = dprk_reports.mentions(client, imo="9999993")
exhibits.collected(
    mentions,
    "D-25",
    title="Reports that mention one ship",
    columns=("vessel_name", "matched", "schema", "title", "record", "path"),
)

# %% [markdown]
# ### Flights

# %%
from osint_helpers.collect.flights import opensky, readsb

track = readsb.trace(client, address="globe_history/2026/01/02/traces/01/trace_full_000001.json")
exhibits.collected(
    track,
    "D-26",
    title="Positions of one aircraft",
    columns=("time", "latitude", "longitude", "ground", "altitude_ft", "ground_speed_kn", "leg"),
    limit=5,
)

# %%
arrived = opensky.arrivals(client, airport="XXAA", start="2026-01-01", end="2026-01-08")
exhibits.collected(arrived, "D-27", title="Arrivals the receivers noted")

# %% [markdown]
# ### Parties

# %%
from osint_helpers.collect.parties import companies_house, gleif, icij, party

leis = gleif.search(client, name="trader")
leaks = icij.reconcile(client, names=("TEST HOLDING LTD",))
houses = companies_house.search(client, name="synthetic")
exhibits.collected(
    leis,
    "D-28",
    title="Holders of an LEI",
    columns=("party_id", "name", "jurisdiction", "status", "lei_valid"),
)

# %%
exhibits.collected(
    leaks,
    "D-29",
    title="Candidates in leaked registers",
    columns=("party_id", "name", "query", "score"),
)

# %%
exhibits.about(leaks, "D-30", title="Columns and limits of the leaked registers")

# %% [markdown]
# Side by side, never merged: only an analyst's recorded judgement may say that two entries are one party.

# %%
side = party.unified([leis, leaks, houses])
print("SYNTHETIC")
print(side[["party_source", "party_id", "name", "status"]].to_string(index=False))

# %% [markdown]
# ### Imagery

# %%
from osint_helpers.collect.imagery import earth_search

scenes = earth_search.scenes(client, place="RUNJK", start="2018-10-01", end="2018-10-19")
exhibits.scenes_table(scenes, "D-31", place="RUNJK")

# %%
exhibits.scenes_map(scenes, "D-32", place="RUNJK")

# %% [markdown]
# ### Sanctions lists
#
# Four publishers, one shape: names with their script, identifiers with their check, dates as precise as the list gives them.

# %%
from osint_helpers.collect.sanctions import eu_list, ofac, uk_list, un_list

lists = {
    "D-33": ofac.sdn(client),
    "D-34": un_list.consolidated(client),
    "D-35": eu_list.consolidated(client),
    "D-36": uk_list.sanctions_list(client),
}
COLUMNS = ("authority_ref", "kind", "name", "listed_on", "listed_precision", "delisted_on")
exhibits.collected(lists["D-33"], "D-33", title="OFAC, specially designated", columns=COLUMNS)

# %%
exhibits.collected(lists["D-34"], "D-34", title="United Nations", columns=COLUMNS)

# %%
exhibits.collected(lists["D-35"], "D-35", title="European Union", columns=COLUMNS)

# %%
exhibits.collected(lists["D-36"], "D-36", title="United Kingdom", columns=COLUMNS)

# %%
exhibits.about(lists["D-33"], "D-37", title="Columns and limits of a list")

# %% [markdown]
# ### What is not recorded
#
# A question the case holds no answer to is an error that says how to record it, never an empty table.

# %%
from osint_helpers.errors import NotRecorded

try:
    gfw.search(client, name="ANOTHER NAME")
except NotRecorded as error:
    print(error)

# %% [markdown]
# ## 11. Sources

# %%
exhibits.pulls(case, "H-1")

# %%
exhibits.licences(case, "H-2")

# %%
exhibits.sources_register(case, "H-3")

# %%
exhibits.claims_register(case, "H-4", title="The one claim of this case (SYNTHETIC)")

# %%
exhibits.origins(case, "H-5")

# %% [markdown]
# ## 12. Exhibits with hashes

# %%
exhibits.captured(case, "J-1")
