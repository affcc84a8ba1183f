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
#     case: maybach-2018
# ---

# %% [markdown]
# # Two armoured Maybach cars: Rotterdam to (presumably) Pyongyang
#
# The route of one consignment, from public records alone, with every version that was published.

# %%
from osint_helpers import exhibits, open_case

case = open_case("maybach-2018")

# %% [markdown]
# ## 1. Judgements
#
# The question put, the short answer, and how sure it is.

# %%
exhibits.prose(case, "A-1", "short-answer", title="Question and short answer")

# %%
exhibits.judgements(case, "A-2")

# %% [markdown]
# ### How to read this report

# %%
exhibits.prose(case, "A-3", "how-to-read", title="How to read this report")

# %% [markdown]
# ## 2. Chronology
#
# What is followed, and what is said to have happened to it, in the order of the events. Dates keep the precision their source gives them.

# %%
exhibits.items(case, "B-1")

# %%
exhibits.identifiers(case, "B-2")

# %%
exhibits.prose(case, "B-3", "item", title="What the two cars are said to be")

# %%
exhibits.timeline(case, "B-4")

# %%
exhibits.chronology(case, "B-5", without=("aggregate", "method", "earlier"))

# %% [markdown]
# ## 3. Journey map and narrative
#
# The maps are illustrative. A line between two ports is a modelled sea lane in the style of its status; nothing is drawn where nothing was received.

# %%
exhibits.route_map(case, "C-1", view="world", in_jupyter="picture")

# %%
exhibits.route_map(case, "C-2", view="region")

# %%
exhibits.journey_table(case, "C-3")

# %%
exhibits.prose(case, "C-4", "narrative", title="The journey as published")

# %% [markdown]
# ### The two steps without direct evidence

# %%
exhibits.prose(case, "C-5", "no-direct-evidence", title="The two steps without direct evidence")

# %% [markdown]
# ## 4. Claims and evidence
#
# First the records behind the journey, by kind; then who gathered the facts, and where the sources contradict each other.

# %%
exhibits.records(case, "D-1", topic="shipping")

# %%
exhibits.records(case, "D-2", topic="vessels")

# %%
exhibits.records(case, "D-3", topic="flights")

# %%
exhibits.records(case, "D-4", topic="sightings")

# %%
exhibits.records(case, "D-5", topic="news")

# %% [markdown]
# ### Who gathered the facts

# %%
exhibits.strands(case, "D-6")

# %%
exhibits.lineage(case, "D-7")

# %%
exhibits.network(case, "D-8")

# %% [markdown]
# ### What was known when

# %%
exhibits.known_on(case, "D-9")

# %% [markdown]
# ### Contradictions

# %%
exhibits.prose(case, "D-10", "contradictions", title="How the versions differ")

# %%
exhibits.contradictions(case, "D-11")

# %% [markdown]
# ### All other claims

# %%
exhibits.claims_register(
    case,
    "D-12",
    without=("shipping", "vessels", "flights", "sightings", "news"),
    title="All other claims",
)

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="How the explanations were compared")

# %% [markdown]
# ### How the cars travelled on

# %%
exhibits.hypotheses(case, "E-2", question="cars")

# %%
exhibits.would_tell(case, "E-3", question="cars")

# %% [markdown]
# ### Where the ship was while nothing was received

# %%
exhibits.prose(case, "E-4", "eighteen-days", title="The days without reception")

# %%
exhibits.reach_map(case, "E-5", reach="dn5505")

# %%
exhibits.reach_table(case, "E-6", reach="dn5505")

# %%
exhibits.hypotheses(case, "E-7", question="ship")

# %%
exhibits.would_tell(case, "E-8", question="ship")

# %% [markdown]
# ## 6. Law in force
#
# Which measures of a table of law were in force at each place on the days of each leg, for motor cars.

# %%
exhibits.prose(case, "M-1", "law", title="How the law was asked for")

# %%
exhibits.law_lanes(case, "M-4")

# %%
exhibits.law_timeline(case, "M-2")

# %%
exhibits.law_measures(case, "M-3")

# %% [markdown]
# ## 7. Red flags and feasibility
#
# First the questions that should have been asked, each by its rule; then whether the published dates and figures can all be true together.

# %%
exhibits.red_flags(case, "F-3")

# %% [markdown]
# ### Feasibility

# %%
exhibits.feasibility(case, "F-1")

# %%
exhibits.checks(case, "F-2")

# %% [markdown]
# ## 8. Screening record
#
# What dated lists say of every named party on the days of its legs, and what was not found.

# %%
exhibits.prose(case, "N-1", "screening", title="What was asked, and of which lists")

# %%
exhibits.screening(case, "N-2")

# %%
exhibits.screening_candidates(case, "N-3")

# %%
exhibits.screening_lists(case, "N-4")

# %% [markdown]
# ## 9. Replies and denials

# %%
exhibits.replies(case, "G-1")

# %% [markdown]
# ## 10. Searches without result

# %%
exhibits.searches(case, "G-2")

# %% [markdown]
# ## 11. Sources

# %%
exhibits.sources_register(case, "H-1")

# %%
exhibits.origins(case, "H-2")

# %%
exhibits.to_obtain(case, "H-3")

# %% [markdown]
# ### Public records asked for
#
# What this case asks of public sources. A question that is not recorded changes nothing else in this report, and says nothing about the world.

# %%
exhibits.pulls(case, "H-4")

# %%
exhibits.licences(case, "H-5")

# %% [markdown]
# ## 12. Exhibits with hashes

# %%
exhibits.captured(case, "J-1")

# %%
exhibits.seals(case, "J-2")

# %%
exhibits.integrity(case, "J-3")

# %% [markdown]
# ## 13. Limits, glossary, corrections

# %%
exhibits.prose(case, "I-1", "limits", title="Limits")

# %%
exhibits.unknowns(case, "I-2")

# %%
exhibits.corrections(case, "I-3")

# %%
exhibits.glossary(case, "I-4")

# %% [markdown]
# ## Annex B. Extract of the evidence log

# %%
exhibits.log_extract(case, "K-1")

# %% [markdown]
# ## Annex C. Draft certificate

# %%
exhibits.certificate(case, "L-1")
