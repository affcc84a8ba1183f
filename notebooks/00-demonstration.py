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
#     case: demonstration
# ---

# %% [markdown]
# # SYNTHETIC demonstration: how captured evidence is kept and shown
#
# Nothing in this report happened. The pages were written for it and served from the machine that captured them.

# %%
from osint_helpers import exhibits, open_case

case = open_case("demonstration")

# %% [markdown]
# ## 2. Chronology

# %%
exhibits.items(case, "B-1", title="What is followed (SYNTHETIC)")

# %%
exhibits.chronology(case, "B-2", title="Chronology (SYNTHETIC)")

# %% [markdown]
# ## 4. Claims and evidence
#
# Each quotation was looked for in the captured bytes of its source; where nothing is captured, its row says so.

# %%
exhibits.claims_register(case, "D-1", title="Claims (SYNTHETIC)")

# %%
exhibits.contradictions(case, "D-2", title="Contradictions (SYNTHETIC)")

# %%
exhibits.quotations(case, "D-3", title="Quotations (SYNTHETIC)")

# %% [markdown]
# ## 11. Sources

# %%
exhibits.sources_register(case, "H-1", title="Sources (SYNTHETIC)")

# %% [markdown]
# ## 12. Exhibits with hashes

# %%
exhibits.captured(case, "J-1", title="Captured exhibits (SYNTHETIC)")

# %%
exhibits.seals(case, "J-2", title="Seals (SYNTHETIC)")

# %%
exhibits.integrity(case, "J-3")

# %% [markdown]
# ## 13. Limits, glossary, corrections

# %%
exhibits.prose(case, "I-1", "limits", title="Limits")

# %% [markdown]
# ## Annex B. Extract of the evidence log

# %%
exhibits.log_extract(case, "K-1", title="Extract of the evidence log (SYNTHETIC)")

# %% [markdown]
# ## Annex C. Draft certificate

# %%
exhibits.certificate(case, "L-1")
