"""What holds for every source of this kind: it is registered, and a row of pulls can ask it."""

from __future__ import annotations

import inspect
import typing

import pytest

from osint_helpers.collect import registry
from osint_helpers.collect.collected import Collected

SOURCES = ("comtrade", "comext", "us_manifests", "korea_customs", "shipments")
PLAIN = {str, int, float, bool, tuple[str, ...]}


@pytest.mark.parametrize("name", SOURCES)
def test_every_call_is_found_and_takes_plain_keywords_only(name):
    manifest = registry.manifest(name)
    assert manifest.kind == "shipping"
    for call in manifest.calls:
        function = registry.collector(f"{name}.{call}")
        parameters = list(inspect.signature(function).parameters.values())
        assert parameters[0].name == "client"
        assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters[1:])
        hints = typing.get_type_hints(function, localns=_names())
        assert {hints[one.name] for one in parameters[1:]} <= PLAIN
        assert hints["return"] is Collected


def _names():
    from osint_helpers.collect.client import Client

    return {"Client": Client, "Collected": Collected}


@pytest.mark.parametrize(("name", "licence"), [
    ("comtrade", "restricted"), ("comext", "attribution"), ("us_manifests", "open"),
    ("korea_customs", "attribution"), ("shipments", "manual"),
])  # fmt: skip
def test_the_licence_class_is_that_of_the_terms(name, licence):
    assert registry.manifest(name).licence == licence


@pytest.mark.parametrize("name", SOURCES)
def test_the_limits_are_whole_sentences(name):
    assert all(one.endswith(".") and one[0].isupper() for one in registry.manifest(name).limits)


@pytest.mark.parametrize("name", ["comtrade", "comext", "korea_customs"])
def test_country_statistics_say_that_they_cannot_show_one_car(name):
    assert "cannot show one car" in " ".join(registry.manifest(name).limits)
