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
#     case: wise-honest-2018
# ---

# %% [markdown]
# # 241 days without AIS: the bulk carrier Wise Honest, 2017 to 2019
#
# What was received, what was documented, and what courts decided of one ship and its coal, from public records alone, with every version that was published.

# %%
from osint_helpers import exhibits, open_case

case = open_case("wise-honest-2018")

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
exhibits.prose(case, "B-3", "item", title="What is said of the coal, the ship and the operator")

# %%
exhibits.identities(
    case,
    "B-4",
    columns={"On record": ["v_id", "v_tons"], "As claimed in 2018": ["v_sl"]},
    title="The ship on record and as it was claimed",
)

# %%
exhibits.timeline(case, "B-5", start="2017-08", split="2018-11")

# %%
exhibits.chronology(case, "B-6")

# %% [markdown]
# ## 3. Journey map and narrative
#
# The map is illustrative. The one line is a modelled sea lane for the tow; nothing is drawn in the days in which no AIS was received, and the movements listed below the map have an end without a published point.

# %%
exhibits.prose(case, "C-1", "silence", title="The days without AIS")

# %%
exhibits.silent_days(case, "C-2", without=["case"], title="The 241 days, a square each")

# %%
exhibits.silence(
    case, "C-3", without=["case"], title="The 241 days, with what was documented in between"
)

# %%
exhibits.route_map(
    case,
    "C-4",
    in_jupyter="picture",
    title="The movement that can be drawn",
    caption="The tow as a modelled sea lane, not an observed track. It crosses the 180th meridian, which lies inside the map. Nothing is drawn between Nampo and the place where the ship was stopped.",
)

# %%
exhibits.journey_table(case, "C-5")

# %%
exhibits.prose(case, "C-6", "narrative", title="The journey as published")

# %% [markdown]
# ## 4. Claims and evidence
#
# Who gathered the facts, what was known when, and where the sources contradict each other.

# %%
exhibits.strands(case, "D-1")

# %%
exhibits.lineage(case, "D-2")

# %%
exhibits.network(case, "D-3")

# %% [markdown]
# ### What was known when

# %%
exhibits.known_on(case, "D-4")

# %% [markdown]
# ### Contradictions

# %%
exhibits.prose(case, "D-5", "contradictions", title="How the versions differ")

# %%
exhibits.contradictions(case, "D-6")

# %% [markdown]
# ### All claims

# %%
exhibits.claims_register(case, "D-7")

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="How the explanations were compared")

# %%
exhibits.hypotheses(case, "E-2", question="silence")

# %%
exhibits.would_tell(case, "E-3", question="silence")

# %% [markdown]
# ## 6. Law in force
#
# Which measures of a table of law were in force at each place on the days of each leg, for any goods.

# %%
exhibits.prose(case, "M-1", "law", title="How the law was asked for")

# %%
exhibits.law_lanes(case, "M-2")

# %%
exhibits.law_timeline(case, "M-3")

# %%
exhibits.law_measures(case, "M-4")

# %% [markdown]
# ## 7. Red flags and feasibility
#
# First the questions that should have been asked, each by its rule; then whether the published dates and figures can all be true together.

# %%
exhibits.red_flags(case, "F-1")

# %% [markdown]
# ### Feasibility

# %%
exhibits.feasibility(case, "F-2")

# %%
exhibits.checks(case, "F-3")

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
