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
#     case: vessel-tracks
#     needs: spark
# ---

# %% [markdown]
# # One day of vessel tracks: what was received, and what was not
#
# The positions are real and public. Vessels are named by the number they send, as in the data; no owner, operator, cargo or purpose is looked up, and nothing is alleged of any of them. A time without positions is ordinary: ships sail behind a headland or leave the reach of the stations on land, radio channels are crowded, sets and stations fail, and files have holes. The positions alone do not say which it was.

# %%
import tempfile
from dataclasses import replace
from pathlib import Path

from osint_helpers import exhibits, journey, open_case, tracks
from osint_helpers.tracks import samples

case = open_case("vessel-tracks")
work = tempfile.TemporaryDirectory(prefix="osint-tracks-")

# %% [markdown]
# ## 3. Journey map and narrative
#
# ### Where the data come from
#
# A package of sample data brings one file of one day. It is read as text; no code of the package runs, and another file than the one named here is refused.

# %%
print(samples.US_COASTAL.about)
print(samples.US_COASTAL.provenance)
for limit in samples.US_COASTAL.limits:
    print("-", limit)

# %% [markdown]
# ### From a file to a store
#
# The import looks at every position once. What cannot be a position of the same hull is taken out and kept beside the store, with the reason; one number that two hulls send at a time becomes two tracks.

# %%
store = tracks.import_positions(samples.us_coastal(), Path(work.name) / "store")
exhibits.quality_table(store, "T-1", title="What the quality step took out, and why")

# %% [markdown]
# ### Times without positions
#
# A gap is two positions of one track that lie farther apart in time than a rule allows. The rule is the analyst's; on a coast with stations a short one shows how ordinary gaps are. Gaps in which the file itself begins or ends are left aside here.

# %%
rule = tracks.GapRule(longer_than_h=2.0)
every = tracks.gaps(store, rule)
gaps = replace(every, frame=every.frame[every.frame["open"] == ""].reset_index(drop=True))
exhibits.events_table(gaps, "T-2", title="Times in which a vessel was not received", limit=12)

# %% [markdown]
# ### Port calls and encounters

# %%
calls = tracks.port_calls(store)
exhibits.events_table(calls, "T-3", title="Stops near a port", limit=12)

# %%
meetings = tracks.encounters(store)
exhibits.events_table(meetings, "T-4", title="Two vessels slow and near each other", limit=12)

# %% [markdown]
# An encounter says that two vessels were near each other and slow. Tugs, pilots, barges and neighbours at a pier are so every day.

# %%
found = [gaps, calls, meetings]
exhibits.events_map(found, "T-5", positions=store, title="The day as one map")

# %%
harbour = (40.4, -74.55, 40.9, -73.35)
exhibits.events_map(found, "T-6", positions=store, bounds=harbour, title="One harbour of that map")

# %%
exhibits.events_timeline(
    found, "T-7", positions=store, limit=12, title="The vessels with most events, hour by hour"
)

# %% [markdown]
# ### One vessel's day
#
# The vessel is chosen by a rule that knows nothing of it: of those with a gap and a port call, the one with most positions; of several, the one with the lowest number. It is an example of ordinary working days on the water, and a gap of hours on this coast is ordinary.

# %%
both = set(gaps.frame["mmsi"]) & set(calls.frame["mmsi"])
counts = store.frame().groupby("mmsi").size()
vessel = min(both, key=lambda mmsi: (-counts[int(mmsi)], mmsi))
exhibits.track_map(store, "T-8", mmsi=vessel, events=found)

# %%
exhibits.events_timeline(
    found, "T-9", positions=store, vessels=[vessel], title="The same vessel on a scale of time"
)

# %% [markdown]
# ### What a gap leaves possible
#
# Inside a gap no path is drawn. What can be said is which ports were out of reach, under an assumed speed and stay: those are ruled out whatever line the vessel took. All others stay open. The gap shown is, again by a rule, the longest of those whose two ends lie more than a few miles apart.

# %%
apart = gaps.frame[gaps.frame["distance_nm"] > 5]
one = apart.sort_values(["hours", "event"], ascending=[False, True]).iloc[0]
print(f"MMSI {one['mmsi']}: {one['text']}, {one['distance_nm']:.1f} nm apart, event {one['event']}")
ends = [
    journey.End(float(one[f"{end}_lat"]), float(one[f"{end}_lon"]), name=name)
    for end, name in (("off", "as received"), ("on", "as received"))
]
reach = journey.reach(*ends, hours=float(one["hours"]), speeds_kn=(6.0, 15.0), dwell_h=(0.5, 2.0))
exhibits.reach_map(reach, "T-10", title="What could have been reached in one gap")

# %%
exhibits.reach_table(
    reach, "T-11", title="The ports that are not ruled out, and the nearest that are"
)

# %% [markdown]
# ## 4. Claims and evidence
#
# ### The same search on another engine
#
# Each search is one expression that runs inside this process or on Apache Spark, for what outgrows one machine. Both must find the same events, by key.

# %%
with tracks.Spark() as spark:
    pairs = [
        (every, tracks.gaps(store, rule, engine=spark)),
        (calls, tracks.port_calls(store, engine=spark)),
        (meetings, tracks.encounters(store, engine=spark)),
    ]
exhibits.comparison_table(pairs, "T-12")

# %% [markdown]
# ## 11. Sources

# %%
exhibits.sources_register(case, "H-1")

# %%
exhibits.claims_register(case, "H-2", title="What is stated of the file")

# %%
exhibits.origins(case, "H-3")

# %% [markdown]
# ## 13. Limits, glossary, corrections
#
# ### What a gap does not show

# %%
exhibits.prose(case, "L-1", "limits")
