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
#     case: luxury-sources-2015-2017
# ---

# %% [markdown]
# # Luxury goods for the DPRK, 2015 to 2017: the supply picture
#
# Countries, values, vehicles and prices: what each number rests on, which of them can be true together, and which lists of the law name the goods.

# %%
from osint_helpers import exhibits, open_case

case = open_case("luxury-sources-2015-2017")

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
# The goods, their prices as stated, and the days on which they were seen.

# %%
exhibits.items(case, "B-1")

# %%
exhibits.goods_catalogue(case, "B-2")

# %%
exhibits.chronology(case, "B-3", without=("aggregate",))

# %% [markdown]
# ## 3. Journey map and narrative
#
# No journey: the sources give totals, prices and sightings. No leg, place or track is published, and none is drawn.

# %% [markdown]
# ## 4. Claims and evidence
#
# First the totals, each with what it rests on; then who gathered the facts, and where the sources contradict each other.

# %%
exhibits.prose(case, "D-1", "totals", title="Bounds and counts")

# %%
exhibits.totals(case, "D-2")

# %% [markdown]
# ### The trade itself, as states report it
#
# Mirror statistics of the headings of all families of goods. The forms below fill when the questions are recorded.

# %%
exhibits.prose(
    case, "T-1", "trade", title="What trade statistics are asked, and what they can show"
)

# %%
exhibits.trade_flows(
    case, "T-2", pull="exports_to_dprk", title="Exports to the DPRK by reporter and year"
)

# %%
exhibits.trade_concentration(case, "T-3", pull="exports_to_dprk")

# %%
exhibits.trade_suppliers(case, "T-4", pull="exports_to_dprk", reporting="who_reported")

# %%
exhibits.trade_unit_values(case, "T-5", pull="exports_to_dprk")

# %%
exhibits.trade_mirror_gaps(case, "T-6", pulls=("exports_to_dprk", "imports_stated_by_dprk"))

# %%
exhibits.trade_round_trips(case, "T-7", pulls=("exports_to_dprk", "returned_from_dprk"))

# %%
exhibits.trade_flows(
    case, "T-8", pull="cars_from_eu", title="Cars as member states of the EU state them, in euros"
)

# %% [markdown]
# ### Who gathered the facts

# %%
exhibits.lineage(case, "D-4")

# %% [markdown]
# ### What was known when

# %%
exhibits.known_on(case, "D-5")

# %% [markdown]
# ### Contradictions

# %%
exhibits.contradictions(case, "D-6")

# %% [markdown]
# ### All claims

# %%
exhibits.claims_register(case, "D-7")

# %% [markdown]
# ## 5. Other explanations

# %%
exhibits.prose(case, "E-1", "other-explanations", title="A price with three explanations")

# %%
exhibits.hypotheses(case, "E-2", question="watch")

# %%
exhibits.would_tell(case, "E-3", question="watch")

# %% [markdown]
# ## 6. Law in force
#
# Which lists of the law name cars, a watch and a coat, from when to when.

# %%
exhibits.prose(case, "M-1", "law", title="How the law was asked for")

# %%
exhibits.goods_lanes(case, "M-2")

# %%
exhibits.goods_measures(case, "M-3")

# %% [markdown]
# ## 7. Red flags and feasibility
#
# The rules ask about movements, papers and ships; this case has none of them, so each says what it lacks. What can be tested are the sums.

# %%
exhibits.checks(case, "F-1", title="Sums that hold and sums that cannot")

# %%
exhibits.red_flags(case, "F-2")

# %% [markdown]
# ## 8. Screening record
#
# No party was screened: the exporter of the vehicles is not named in a source read.

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
