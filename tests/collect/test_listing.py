"""docs/sources.md is what the manifests say, and nothing of a collector is left out."""

from __future__ import annotations

import re

import pytest

from osint_helpers.collect import listing, parameters, registry
from tests.conftest import REPO

PAGE = REPO / "docs" / "sources.md"


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    """What the page says of each collector: from its line to that of the next."""
    found = re.split(r"^`(\w+\.\w+)`: ", listing.page(), flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def described(part: str) -> dict[str, tuple[str, str, str]]:
    """Columns of a part by name, as its table has them."""
    table = part.partition("| column | type | unit | what it holds |\n|---|---|---|---|\n")[2]
    rows = [re.split(r" (?<!\\)\| ", line.strip("| ").replace("|  |", "| - |"))
            for line in table.partition("\n\n")[0].splitlines()]  # fmt: skip
    return {row[0]: (row[1], row[2].replace("-", "") if row[2] == "-" else row[2], row[3])
            for row in rows if len(row) == 4}  # fmt: skip


def test_the_page_is_what_the_manifests_say():
    assert PAGE.read_text("utf8") == listing.page(), "run scripts/make_sources.py"


def test_every_collector_is_on_the_page_once(parts: dict[str, str]):
    assert tuple(parts) == registry.collectors()
    assert len(re.findall(r"^`\w+\.\w+`: ", listing.page(), re.MULTILINE)) == len(parts)


@pytest.mark.parametrize("name", registry.collectors())
def test_every_parameter_is_on_the_page(name: str, parts: dict[str, str]):
    call = registry.collector(name)
    kinds = parameters.types(call)
    for one in parameters.signature(call):
        assert f"| {one} | {parameters.shown(kinds[one])} |" in parts[name]


@pytest.mark.parametrize("name", registry.collectors())
def test_every_column_is_described_or_referred_to_where_it_is(name: str, parts: dict[str, str]):
    mine = described(parts[name])
    referred = dict.fromkeys(re.findall(r"`(\w+\.\w+)`", _columns_line(parts[name])))
    for one in registry.columns(name):
        wanted = (one.kind, one.unit, one.about.replace("|", "\\|"))
        if one.name in mine:
            assert mine[one.name] == wanted
        else:
            places = [described(parts[where]) for where in referred]
            assert wanted in [place.get(one.name) for place in places], one.name
    assert set(mine) <= {one.name for one in registry.columns(name)}


@pytest.mark.parametrize("name", registry.collectors())
def test_what_is_referred_to_stands_earlier_on_the_page(name: str, parts: dict[str, str]):
    order = list(parts)
    for where in re.findall(r"`(\w+\.\w+)`", _columns_line(parts[name])):
        assert order.index(where) < order.index(name)


def test_shared_columns_are_printed_once():
    rows = re.findall(r"^\| eez \|", listing.page(), re.MULTILINE)
    assert len(rows) == 1


@pytest.mark.parametrize("source", list(registry.MODULES))
def test_one_source_says_its_calls_limits_and_terms_without_columns(source: str):
    told = " ".join(listing.one(source).split())  # lines are wrapped
    one = registry.manifest(source)
    for said in (*one.calls, one.terms, one.attribution, *one.limits, registry.about(source)):
        assert " ".join(said.replace("`", "").split()) in told
    assert "what it holds" not in told


@pytest.mark.parametrize("source", list(registry.MODULES))
def test_one_source_fits_a_terminal_of_80_columns(source: str):
    lines = listing.one(source).splitlines()
    assert [one for one in lines if len(one) > 80 and len(one.split()) > 1] == []
    assert [one for one in lines if one.startswith("|")] == []
    for call in registry.manifest(source).calls:
        function = registry.collector(f"{source}.{call}")
        for name in parameters.signature(function):
            kind = parameters.shown(parameters.types(function)[name])
            assert any(re.match(rf"  {name} +{kind} ", one) for one in lines)


def test_the_contents_lead_to_every_kind_and_source():
    top = listing.page().partition("## Licence classes")[0]
    heads = re.findall(r"^##+ (.*)$", listing.page(), re.MULTILINE)
    # as GitHub makes them: small letters, marks dropped, blanks become hyphens
    anchors = {"".join(c for c in one.lower().replace(" ", "-") if c.isalnum() or c in "-_")
               for one in heads}  # fmt: skip
    links = re.findall(r"\]\(#([^)]+)\)", top)
    assert set(links) <= anchors
    assert len(anchors) == len(heads)  # GitHub numbers those that come twice
    for name in registry.MODULES:
        one = registry.manifest(name)
        (row,) = [line for line in top.splitlines() if line.startswith(f"| [{name}](")]
        assert registry.about(name) in row
        assert row.endswith(f"| {one.licence} |")
        assert ("| none |" in row) == (one.auth.kind == "none")
    assert len(links) == len(registry.MODULES) + len(
        {registry.manifest(n).kind for n in registry.MODULES}
    )


def test_the_list_names_every_collector_once():
    names = [line.split()[0] for line in listing.text().splitlines()[1:-1]]
    assert tuple(names) == registry.collectors()


def test_the_page_is_linked_where_collecting_is_explained():
    for page in ("collect.md", "pulls.md"):
        assert "](sources.md)" in (REPO / "docs" / page).read_text("utf8")


def _columns_line(part: str) -> str:
    found = re.search(r"^Columns .*$", part, re.MULTILINE)
    return found[0] if found else ""
