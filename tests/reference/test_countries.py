from __future__ import annotations

import pytest

from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference import country
from osint_helpers.reference.countries import _key
from osint_helpers.reference.provenance import rows

DPRK = [
    "KP", "prk", "DPRK", "D.P.R.K.", "North Korea", "north  korea", "Korea, North", "Korea DPR",
    "Dem. People's Rep. of Korea", "Dem. People\u2019s Rep. of Korea", "Korea, Dem. People's Rep.",
    "Democratic People's Republic of Korea", "Nordkorea", "Corea del Nord", "Noord-Korea",
    "Corée du Nord", "Severní Korea", "Korea Północna", "КНДР", "Северная Корея", "북한",
    "조선민주주의인민공화국", "北朝鮮", "朝鲜", "北韓",
]  # fmt: skip
ROK = [
    "KR", "KOR", "South Korea", "S. Korea", "Korea, Rep.", "Republic of Korea",
    "Korea (Republic of)", "Südkorea", "Республика Корея", "Южная Корея", "대한민국", "한국",
    "韓国", "韩国", "Jižní Korea", "Korea Południowa",
]  # fmt: skip


@pytest.mark.parametrize("text", DPRK)
def test_what_names_the_dprk(text: str) -> None:
    assert country(text).alpha2 == "KP"


@pytest.mark.parametrize("text", ROK)
def test_what_names_the_rok(text: str) -> None:
    assert country(text).alpha2 == "KR"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [("Korea", "KP", "KR"), ("Corea", "KP", "KR"), ("Congo", "CD", "CG"),
     ("Virgin Islands", "VG", "VI")],
)  # fmt: skip
def test_ambiguous_names_name_both(text: str, first: str, second: str) -> None:
    with pytest.raises(ReferenceDataError) as caught:
        country(text)
    assert caught.value.what == f"{text!r} can mean {first} or {second}"


@pytest.mark.parametrize(
    ("text", "alpha2"),
    [
        ("Ivory Coast", "CI"), ("Côte d\u2019Ivoire", "CI"), ("Burma", "MM"), ("Macau", "MO"),
        ("Cape Verde", "CV"), ("Swaziland", "SZ"), ("Turkey", "TR"), ("Türkiye", "TR"),
        ("Hong Kong", "HK"), ("Taiwan", "TW"), ("UK", "GB"), ("USA", "US"), ("Russia", "RU"),
        ("Россия", "RU"), ("俄罗斯", "RU"), ("Niederlande", "NL"), ("Paesi Bassi", "NL"),
        ("日本", "JP"), ("싱가포르", "SG"), ("Marshall Is.", "MH"), ("Togo", "TG"), ("NA", "NA"),
        ("Namibia", "NA"), ("Niger", "NE"), ("Nigeria", "NG"), ("Guinea", "GN"),
    ],
)  # fmt: skip
def test_traps_and_scripts(text: str, alpha2: str) -> None:
    assert country(text).alpha2 == alpha2


@pytest.mark.parametrize("text", ["Atlantis", "", "  ", "Kore", "Nord", "XX"])
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ReferenceDataError, match="no country code or name"):
        country(text)


def test_record() -> None:
    found = country("KP")
    assert (found.alpha3, found.name) == ("PRK", "North Korea")
    assert found.official_name == "Democratic People's Republic of Korea"
    assert (found.names["ko"], found.names["ru"]) == ("북한", "КНДР")
    assert found.provenance.text().startswith("package data: pycountry ")
    assert (
        country("Nordkorea")
        .provenance.text()
        .startswith("cited fact: data/reference/country_aliases.csv, row Nordkorea")
    )
    assert country("Deutschland").provenance.text().startswith("package data: babel ")


def test_alias_table_agrees_with_itself_and_iso() -> None:
    seen: dict[str, str] = {}
    for row in rows("country_aliases.csv"):
        key = _key(row["alias"])
        assert seen.setdefault(key, row["alpha2"]) == row["alpha2"], row
        for alpha2 in row["alpha2"].split():
            assert country(alpha2).alpha2 == alpha2


def test_every_iso_code_finds_itself() -> None:
    import pycountry

    for entry in pycountry.countries:
        assert country(entry.alpha_2).alpha2 == entry.alpha_2
        assert country(entry.alpha_3).alpha2 == entry.alpha_2
        if entry.alpha_2 != "CG":  # ISO calls it "Congo", which is ambiguous
            assert country(entry.name).alpha2 == entry.alpha_2
