"""A URL has one form; what is no plain public address is refused before anything is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence.net.urls import join, looks_like_key, parse


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTP://Example.ORG:80/A?b=C#frag", "http://example.org/A?b=C"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("http://example.org./x", "http://example.org/x"),
        ("http://bücher.example/ä?ü=1", "http://xn--bcher-kva.example/%C3%A4?%C3%BC=1"),
        ("http://[2606:4700::0:1111]:81/", "http://[2606:4700::1111]:81/"),
        ("http://example.org?x=1", "http://example.org/?x=1"),
        ('http://example.org/a"<b>|{c}', "http://example.org/a%22%3Cb%3E%7C%7Bc%7D"),
        ("http://example.org/a%2Fb?c=%zz", "http://example.org/a%2Fb?c=%zz"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_one_form(given_text: str, text: str) -> None:
    assert parse(given_text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org",
        "javascript:alert(1)",
        "example.org",
        "//x",
        "http://",
        "http:///path",
        "http://:80/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://[::1",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1.5/",
        "http://1.2.3.0x4/",
        "http://1.2.3.0x/",
        "http://[fe80::1%25eth0]/",
        "http://-a.example/",
        "http://a..b/",
        "http://a_b!.example/",
        "http://straße.example/",
        "http://σς.example/",
        "http://%31.example/",
        "http://ex%00.org/",
    ],
)
def test_unfit_url_is_refused(text: str) -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        parse(text)
    assert caught.value.code == "bad-url"


@pytest.mark.parametrize(
    "char",
    [
        " ",
        "\t",
        "\r",
        "\n",
        "\0",
        "\x7f",
        "\x85",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ud800",
        "\\",
        "\ue000",
        "\u2028",
        "\u2029",
    ],
)
@pytest.mark.parametrize(
    "where", ["http://exa{}mple.org/", "http://example.org/a{}b", " {}http://x/"]
)
def test_invisible_characters_are_refused(where: str, char: str) -> None:
    with pytest.raises(CaptureRefusedError, match="space, a control"):
        parse(where.format(char))


def test_full_width_digits_do_not_hide_a_number() -> None:
    assert parse("http://\uff11\uff12\uff17.0.0.1/").host == "127.0.0.1"


def test_too_long_url_is_refused() -> None:
    parse("http://example.org/" + "a" * 8000)
    parse("http://example.org/" + "a" * (8192 - 19))
    with pytest.raises(CaptureRefusedError, match="8193"):
        parse("http://example.org/" + "a" * (8193 - 19))


def test_too_long_host_is_refused() -> None:
    with pytest.raises(CaptureRefusedError):
        parse(f"http://{'.'.join(['a' * 60] * 5)}/")


@pytest.mark.parametrize("login", ["user:pw@", "user@", "@", ":@", "a:b@c@"])
def test_login_in_url_is_refused_and_not_repeated(login: str) -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        parse(f"http://{login}example.org/")
    assert caught.value.code == "userinfo-in-url"
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    "tail",
    [
        "?key=v",
        "?api_key=v",
        "?apikey=v",
        "?API-Key=v",
        "?a=1&access_token=v",
        "?token=v",
        "?x;sig=v",
        "?X-Amz-Signature=v",
        "?X-Amz-Credential=v",
        "?password=v",
        "?sessionid=v",
        "?%6bey=v",
        "#access_token=v",
        ";jsessionid=v",
        "?data[key]=v",
        "?key[]=v",
        "?clientSecret=v",
        "?authToken=v",
        "?PHPSESSID=v",
        "?jwt=v",
        "?subscription-key=v",
        "?user.key=v",
        "#/callback?id_token=v",
    ],
)
def test_key_in_url_is_refused_and_not_repeated(tail: str) -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        parse(f"http://example.org/p{tail.replace('=v', '=SYNTHETIC')}")
    assert caught.value.code == "secret-in-url"
    assert "SYNTHETIC" not in str(caught.value)


def test_name_of_a_key_is_cut() -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        parse(f"http://example.org/?{'x' * 50}-key=v")
    assert "x" * 40 in caught.value.what
    assert "x" * 41 not in caught.value.what


@pytest.mark.parametrize(
    "name",
    [
        "q",
        "keyword",
        "monkey",
        "page_token",
        "pageToken",
        "nextPageToken",
        "author",
        "side",
        "design",
        "tokens",
        "token_count",
    ],
)
def test_ordinary_parameter_is_no_key(name: str) -> None:
    assert not looks_like_key(name)
    parse(f"http://example.org/?{name}=1")


def test_key_that_is_declared_as_secret_may_stand_in_the_url() -> None:
    assert parse("http://example.org/?key=REDACTED", {"key"}).target == "/?key=REDACTED"


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("/b", "https://example.org/b"),
        ("b?x=1", "https://example.org/dir/b?x=1"),
        ("//other.example/", "https://other.example/"),
        ("http://other.example:8080", "http://other.example:8080/"),
        (" /b ", "https://example.org/b"),
        ("/\xc3\xa4", "https://example.org/%C3%A4"),
        ("#frag", "https://example.org/dir/a"),
        ("/a b  c.pdf ", "https://example.org/a%20b%20%20c.pdf"),
    ],
)
def test_redirect_target(location: str, text: str) -> None:
    assert join(parse("https://example.org/dir/a"), location).text == text


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://u:p@example.org/", "http://[::1", "/a\x0bb", "http://a b/", "http://2130706433/",
     "/?token=SYNTHETIC", "javascript:alert(1)", "http://a\\@b/"],
)  # fmt: skip
def test_unfit_redirect_target_is_refused(location: str) -> None:
    with pytest.raises(CaptureRefusedError):
        join(parse("https://example.org/"), location)


@given(st.text(max_size=60), st.sampled_from(["http://", "https://", "http://example.org/", ""]))
def test_any_text_is_refused_or_becomes_one_ascii_line(text: str, start: str) -> None:
    try:
        url = parse(start + text)
    except CaptureRefusedError:
        return
    assert url.text.isascii()
    assert url.text.isprintable()
    assert " " not in url.text
    assert "@" not in url.authority
    assert parse(url.text) == url


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=60))
def test_any_location_is_refused_or_fit(location: str) -> None:
    try:
        url = join(parse("https://example.org/x"), location)
    except CaptureRefusedError:
        return
    assert url.text.isascii()
    assert url.text.isprintable()
