"""Every collector keeps what the registry, pulls.csv and docs/sources.md rest on."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from osint_helpers.collect import parameters, registry
from osint_helpers.collect.columns import Column
from osint_helpers.collect.manifests import BASES
from osint_helpers.errors import CollectError
from tests.collect import questions
from tests.collect.desk import Desk
from tests.conftest import REPO

TESTS = REPO / "tests" / "collect"
COLLECTORS = registry.collectors()
SAMPLES = {"text": "a", "whole number": "7", "number": "1.5", "day": "2018-10-07",
           "time": "2018-10-07T00:00:00+00:00", "flag (yes, no)": "yes"}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with questions.sources() as fakes:
        yield questions.desk_at(tmp_path_factory.mktemp("registry"), fakes)


@pytest.mark.parametrize("name", COLLECTORS)
def test_the_columns_a_call_declares_are_those_of_its_result(name: str, desk: Desk):
    got = questions.ask(name, desk)
    assert len(got) > 0, got.summary()
    assert got.columns == registry.columns(name)
    assert list(got.frame.columns) == [one.name for one in registry.columns(name)]


@pytest.mark.parametrize("source", list(registry.MODULES))
def test_a_source_declares_columns_for_its_calls_and_no_others(source: str):
    assert set(registry._module(source).COLUMNS) == set(registry.manifest(source).calls)


@pytest.mark.parametrize("name", COLLECTORS)
def test_every_column_says_what_it_holds_and_stands_once(name: str):
    columns = registry.columns(name)
    assert columns
    assert [one.name for one in columns if not one.about.strip()] == []
    assert [one.name for one in columns if one.about != one.about.strip()] == []
    names = [one.name for one in columns]
    assert len(names) == len(set(names))
    assert all(isinstance(one, Column) for one in columns)


def test_columns_of_what_is_no_collector_are_an_error():
    for wrong in ("comtrade", "comtrade.nothing", "nothing.trade", "comtrade.MANIFEST"):
        with pytest.raises(CollectError):
            registry.columns(wrong)


@pytest.mark.parametrize("name", COLLECTORS)
def test_a_call_has_keyword_parameters_that_a_row_of_pulls_can_carry(name: str):
    call = registry.collector(name)
    first, *rest = inspect.signature(call).parameters.values()
    assert first.name == "client"
    assert first.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert {one.kind for one in rest} <= {inspect.Parameter.KEYWORD_ONLY}
    kinds = parameters.types(call)
    for one in rest:
        shown = parameters.shown(kinds[one.name])
        texts = [SAMPLES[word] for word in re.split(" or ", shown.removeprefix("list of "))]
        if one.name in {"file", "files"}:  # a pull may name captures only
            texts = ["20181007T030405Z-0123abcd"]
        for text in texts:
            assert parameters._value(one.name, text, kinds[one.name]) not in (None, "", ())


@pytest.mark.parametrize("name", COLLECTORS)
def test_the_first_line_of_a_docstring_is_a_sentence(name: str):
    first = (inspect.getdoc(registry.collector(name)) or "").partition("\n")[0]
    assert first[:1].isupper()
    assert first.endswith(".")
    assert len(first.split()) > 1


@pytest.mark.parametrize("source", list(registry.MODULES))
def test_a_manifest_says_limits_terms_attribution_and_basis(source: str):
    one = registry.manifest(source)
    assert one.name == source
    assert one.limits
    assert all(limit.strip() and limit.endswith(".") for limit in one.limits)
    assert one.terms.strip()
    assert one.attribution.strip()
    assert one.basis in BASES
    assert one.calls
    assert one.schema.startswith(f"{source}/")


@pytest.mark.parametrize("source", list(registry.MODULES))
def test_a_source_has_tests_of_its_own_and_a_fake(source: str):
    kind = registry.MODULES[source].partition(".")[0]
    assert registry.manifest(source).kind == kind
    assert sorted((TESTS / kind).glob(f"test_{source}*.py"))
    assert (TESTS / "fakes" / f"{source}.py").is_file()


def test_every_module_with_a_manifest_is_registered():
    folder = REPO / "osint_helpers" / "collect"
    found = set()
    for path in folder.glob("*/**/*.py"):
        if re.search(r"^MANIFEST: Final = Manifest\(", path.read_text("utf8"), re.MULTILINE):
            one = path.relative_to(folder).with_suffix("").parts
            found.add(".".join(one[:2]).removesuffix(".__init__"))
    assert found == set(registry.MODULES.values())


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import osint_helpers.collect", ("pandas", "numpy", "requests", "bs4")),
        ("from osint_helpers.cli import main; main(['sources'])", ("pandas", "numpy", "bs4")),
        (
            "from osint_helpers.cli import main; main(['sources', 'earth_search'])",
            ("pandas", "numpy", "geopandas", "shapely"),
        ),
        (
            "from osint_helpers.collect import registry, listing; listing.page()",
            ("pandas", "numpy", "geopandas", "shapely", "pyarrow", "lxml", "trafilatura", "PIL"),
        ),
    ],
)
def test_listing_loads_no_heavy_library(code: str, heavy: tuple[str, ...]):
    told = f"{code}\nimport sys; print('LOADED', [m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_a_handed_on_function_is_not_hidden_by_the_module_of_its_name():
    from importlib import import_module

    from osint_helpers import collect

    import_module("osint_helpers.collect.manifests")
    assert [one.name for one in collect.manifests()] == list(registry.MODULES)
