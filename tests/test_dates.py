from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.dates import DateInterval, DayRange, days_between, zone
from osint_helpers.errors import DateError

parse = DateInterval.parse
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    """Any interval with a beginning and an end, of any precision."""
    precision = draw(st.sampled_from(["day", "month", "month_year_inferred", "year", "approx"]))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    length = {"day": 10, "approx": draw(st.sampled_from([4, 7, 10])), "year": 4}.get(precision, 7)
    return parse(first.isoformat()[:length], last.isoformat()[:length], precision)


@pytest.mark.parametrize(
    ("start", "end", "precision", "first", "last"),
    [
        ("2018-08-01", None, "day", date(2018, 8, 1), date(2018, 8, 1)),
        ("2018-08", "", "month", date(2018, 8, 1), date(2018, 8, 31)),
        ("2016-02", None, "month_year_inferred", date(2016, 2, 1), date(2016, 2, 29)),
        ("2018", None, "year", date(2018, 1, 1), date(2018, 12, 31)),
        ("2015", "2017", "year", date(2015, 1, 1), date(2017, 12, 31)),
        ("2019-07", "2020-07-27", "approx", date(2019, 7, 1), date(2020, 7, 27)),
        (None, "2019-03", "approx", None, date(2019, 3, 31)),
        (None, None, "none", None, None),
    ],
)
def test_parse_bounds(
    start: str | None, end: str | None, precision: str, first: date | None, last: date | None
) -> None:
    interval = parse(start, end, precision)
    assert (interval.earliest, interval.latest) == (first, last)
    assert interval.precision == precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "what"),
    [
        ("2018-08", None, "day", "'2018-08' is a month, the precision asks for a day"),
        ("2018-08-01", None, "month", "'2018-08-01' is a day, the precision asks for a month"),
        ("2018-08-01", "2018-08", "day", "'2018-08' is a month, the precision asks for a day"),
        ("2018", None, "month_year_inferred", "'2018' is a year, the precision asks for a month"),
        ("2018-02-30", None, "day", "'2018-02-30' is no day of the calendar"),
        ("2018-13", None, "month", "'2018-13' is no day of the calendar"),
        ("0000", None, "year", "'0000' is no day of the calendar"),
        ("1.8.2018", None, "day", "'1.8.2018' is not a date"),
        ("2018-8-1", None, "day", "'2018-8-1' is not a date"),
        ("2018-08-01 ", None, "day", "'2018-08-01 ' is not a date"),
        ("\uff12018", None, "year", "'\uff12018' is not a date"),
        ("2018-08-01T00:00", None, "day", "'2018-08-01T00:00' is not a date"),
        ("2018-08-02", "2018-08-01", "day", "the end 2018-08-01 lies before the start 2018-08-02"),
        ("", "", "day", "precision day without a date"),
        ("2018", None, "none", "precision none with the date '2018'"),
        ("2018", None, "about", "precision 'about' is not known"),
    ],
)
def test_parse_faults(start: str, end: str | None, precision: str, what: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(start, end, precision)
    assert caught.value.what == what
    assert caught.value.advice


def test_parse_fault_says_where_it_lies() -> None:
    with pytest.raises(DateError) as caught:
        parse("2018-02-30", file="claims.csv", row=9, column="date_from")
    assert str(caught.value).startswith("claims.csv:9: date_from: '2018-02-30'")


def test_time_basis_words() -> None:
    assert parse("2018", None, "year", "").time_basis == "not stated"
    assert parse("2018-08-01", time_basis="UTC").time_basis == "UTC"
    with pytest.raises(DateError, match="time_basis 'GMT' is not known"):
        parse("2018-08-01", time_basis="GMT")


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        (None, None, "day"),
        (date(2018, 1, 1), date(2018, 1, 1), "none"),
        (date(2018, 1, 1), None, "day"),
        (date(2018, 1, 1), None, "none"),
        (date(2018, 8, 1), date(2018, 8, 30), "month"),
        (date(2018, 8, 2), date(2018, 8, 31), "month"),
        (date(2018, 1, 1), date(2018, 11, 30), "year"),
        (date(2018, 1, 2), date(2018, 1, 1), "day"),
    ],
)
def test_interval_that_contradicts_its_precision(
    earliest: date | None, latest: date | None, precision: str
) -> None:
    with pytest.raises(DateError):
        DateInterval(earliest, latest, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        ("2018-06-14", None, "day", "14 June 2018"),
        ("2018-06-14", "2018-06-14", "day", "14 June 2018"),
        ("2018-06", None, "month", "June 2018"),
        ("2018-06", None, "month_year_inferred", "June 2018 (year inferred)"),
        ("2018", None, "year", "2018"),
        ("2019-04-24", "2019-04-27", "approx", "about 24\u201327 April 2019"),
        ("2019-04-24", None, "approx", "about 24 April 2019"),
        ("2018-07-31", "2018-08-26", "day", "31 July to 26 August 2018"),
        ("2018-12-28", "2019-01-03", "day", "28 December 2018 to 3 January 2019"),
        ("2018-07", "2018-08", "month", "July to August 2018"),
        ("2018-12", "2019-01", "month", "December 2018 to January 2019"),
        ("2015", "2017", "year", "2015 to 2017"),
        ("2019-05", None, "approx", "about May 2019"),
        ("2019-05-01", "2019-05-31", "approx", "about 1\u201331 May 2019"),
        ("2019-07", "2020-07-27", "approx", "about July 2019 to 27 July 2020"),
        ("2019-07", "2019-07-27", "approx", "about July 2019 to 27 July 2019"),
        (None, "2019-03", "approx", "up to about March 2019"),
        (None, "2023-07", "month_year_inferred", "up to July 2023 (year inferred)"),
        (None, None, "none", "no date published"),
    ],
)
def test_text(start: str | None, end: str | None, precision: str, text: str) -> None:
    assert parse(start, end, precision).text() == text


def test_text_can_name_the_basis() -> None:
    assert parse("2018-10-01", time_basis="UTC").text(basis=True) == "1 October 2018 (UTC)"
    inferred = parse("2018-10", None, "month_year_inferred", "local port time")
    assert inferred.text(basis=True) == "October 2018 (year inferred, local port time)"
    assert parse("2018-10-01").text(basis=True) == "1 October 2018"
    assert DateInterval.none().text(basis=True) == "no date published"


@given(DAYS)
def test_a_month_never_prints_a_day(day: date) -> None:
    text = parse(day.isoformat()[:7], None, "month").text()
    assert len(text.split()) == 2
    assert text.endswith(str(day.year))


def test_days_between_month_and_day_is_a_range() -> None:
    span = days_between(parse("2018-08", None, "month"), parse("2018-09-18"))
    assert span == DayRange(18, 48)
    assert span.text() == "18 to 48 days"
    assert not span.exact


def test_days_between_single_days() -> None:
    a, b = parse("2018-05-01"), parse("2018-05-03")
    assert days_between(a, b) == DayRange(2, 2)
    assert days_between(a, b, inclusive=True) == DayRange(3, 3)
    assert days_between(b, a) == DayRange(-2, -2)
    assert days_between(b, a, inclusive=True) == DayRange(-3, -3)
    assert days_between(a, a, inclusive=True).text() == "1 day"
    assert days_between(a, b).exact


def test_days_between_keeps_the_softness() -> None:
    span = days_between(parse("2019-04-24", "2019-04-27", "approx"), parse("2019-05-01"))
    assert span == DayRange(4, 7, True)
    assert span.text() == "about 4 to 7 days"
    assert not days_between(parse("2019-04-24", None, "approx"), parse("2019-04-25")).exact


def test_days_between_two_bases_has_a_day_of_slack() -> None:
    utc, local = (
        parse("2018-10-01", time_basis="UTC"),
        parse("2018-10-05", time_basis="local port time"),
    )
    assert days_between(utc, local) == DayRange(3, 5)
    assert days_between(utc, parse("2018-10-05")) == DayRange(4, 4)


@pytest.mark.parametrize("other", [DateInterval.none(), parse(None, "2019-03", "approx")])
def test_days_between_needs_both_ends(other: DateInterval) -> None:
    for pair in ((other, parse("2018-05-01")), (parse("2018-05-01"), other)):
        with pytest.raises(DateError, match="no number of days"):
            days_between(*pair)


@given(intervals(), intervals())
def test_days_between_mirrors(a: DateInterval, b: DateInterval) -> None:
    there, back = days_between(a, b), days_between(b, a)
    assert (there.low, there.high) == (-back.high, -back.low)
    assert a.span_days is not None
    assert b.span_days is not None
    assert there.high - there.low == a.span_days + b.span_days - 2


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (parse("2018-08-01"), parse("2018-08-02"), True),
        (parse("2018-08-02"), parse("2018-08-01"), False),
        (parse("2018-08-01"), parse("2018-08-01"), False),
        (parse("2018-08", None, "month"), parse("2018-08-31"), None),
        (parse("2018-08", None, "month"), parse("2018-08-01"), False),
        (parse("2018-08", None, "month"), parse("2018-09-01"), True),
        (parse("2018", None, "year"), parse("2018-06", None, "month"), None),
        (DateInterval.none(), parse("2018-08-01"), None),
        (parse("2018-08-01"), DateInterval.none(), None),
        (parse(None, "2019-03", "month_year_inferred"), parse("2019-04-01"), True),
        (parse("2019-04-01"), parse(None, "2019-03", "month_year_inferred"), False),
        (parse("2018-01-01"), parse(None, "2019-03", "month_year_inferred"), None),
    ],
)
def test_is_before(left: DateInterval, right: DateInterval, expected: bool | None) -> None:
    assert left.is_before(right) is expected
    assert right.is_after(left) is expected


def test_soft_edges_reach_one_unit_of_their_form() -> None:
    about_day = parse("2019-04-24", "2019-04-27", "approx")
    assert about_day.is_before(parse("2019-04-28")) is None
    assert about_day.is_before(parse("2019-04-29")) is True
    about_month = parse("2019-05", None, "approx")
    assert about_month.is_before(parse("2019-06-30")) is None
    assert about_month.is_before(parse("2019-07-01")) is True
    assert about_month.overlaps(parse("2019-04-01")) is True
    assert about_month.overlaps(parse("2019-03-31")) is False


def test_two_time_bases_are_a_day_apart_at_most() -> None:
    utc = parse("2018-10-01", time_basis="UTC")
    local = parse("2018-10-02", time_basis="local port time")
    assert utc.is_before(local) is None
    assert local.is_before(utc) is False  # at the earliest the same UTC day
    assert utc.is_before(parse("2018-10-03", time_basis="local port time")) is True
    assert utc.is_before(parse("2018-10-02")) is True
    assert utc.overlaps(local) is True


@given(intervals(), intervals())
def test_order_agrees_with_overlap(a: DateInterval, b: DateInterval) -> None:
    before, after = a.is_before(b), b.is_before(a)
    assert not (before and after)
    assert a.overlaps(b) == b.overlaps(a)
    if before or after:
        assert a.overlaps(b) is False
    if a.overlaps(b) is False:
        assert before is not after
        assert {before, after} == {True, False}


def test_overlaps_without_a_date_cannot_be_said() -> None:
    assert DateInterval.none().overlaps(parse("2018-08-01")) is None
    assert parse("2018-08-01").overlaps(DateInterval.none()) is None


def test_span_days() -> None:
    assert parse("2018-08", None, "month").span_days == 31
    assert parse("2018-08-01").span_days == 1
    assert DateInterval.none().span_days is None
    assert parse(None, "2019-03", "approx").span_days is None


def test_weekday_of_one_day_only() -> None:
    assert parse("2018-06-14").weekday() == "Thursday"
    for interval in (
        parse("2018-06", None, "month"),
        parse("2018-06-14", "2018-06-15"),
        parse("2018-06-14", None, "approx"),
        DateInterval.none(),
    ):
        with pytest.raises(DateError, match="no weekday follows"):
            interval.weekday()


def test_shift_moves_days_and_unmakes_months() -> None:
    assert parse("2018-07-31").shift(26).text() == "26 August 2018"
    moved = parse("2018-08", None, "month", "UTC").shift(10)
    assert (moved.text(), moved.precision, moved.time_basis) == (
        "11 August to 10 September 2018", "day", "UTC",
    )  # fmt: skip
    assert parse("2018-08", None, "month_year_inferred").shift(1).precision == "approx"
    assert parse("2018-08-01", None, "approx").shift(-1).text() == "about 31 July 2018"
    assert parse(None, "2019-03-01", "approx").shift(1).text() == "up to about 2 March 2019"
    month = parse("2018-08", None, "month")
    assert month.shift(0) is month
    assert DateInterval.none().shift(5) == DateInterval.none()
    with pytest.raises(DateError, match="leaves the calendar"):
        parse("9999-12-31").shift(1)


@given(intervals(), st.integers(-5000, 5000))
def test_shift_keeps_the_distance(interval: DateInterval, days: int) -> None:
    moved = interval.shift(days)
    assert interval.earliest is not None
    assert moved.earliest == interval.earliest + timedelta(days=days)
    assert moved.span_days == interval.span_days


@given(st.lists(intervals(), max_size=8))
def test_sort_key_is_total(rows: list[DateInterval]) -> None:
    rows.append(DateInterval.none())
    ordered = sorted(rows, key=DateInterval.sort_key)
    backwards = rows[::-1]
    assert ordered == sorted(backwards, key=DateInterval.sort_key)
    assert ordered[-1].latest is None
    assert all(a == b for a in rows for b in rows if a.sort_key() == b.sort_key())


def test_sort_key_puts_the_narrower_first_and_tells_open_starts_apart() -> None:
    day, month = parse("2018-08-01"), parse("2018-08", None, "month")
    assert sorted([month, day], key=DateInterval.sort_key) == [day, month]
    open_start = parse(None, "2019-03-31", "approx")
    assert open_start.sort_key() != parse("2019-03-31", None, "approx").sort_key()


def test_pyongyang_changed_its_clock_in_may_2018() -> None:
    before = parse("2018-05-01", time_basis="local port time").instants("Asia/Pyongyang")
    after = parse("2018-05-06", time_basis="local port time").instants("Asia/Pyongyang")
    assert before.start == datetime(2018, 4, 30, 15, 30, tzinfo=UTC)
    assert before.end == datetime(2018, 5, 1, 15, 30, tzinfo=UTC)
    assert after.start == datetime(2018, 5, 5, 15, 0, tzinfo=UTC)
    change = parse("2018-05-04", time_basis="local port time").instants("Asia/Pyongyang")
    assert change.end - change.start == timedelta(hours=23, minutes=30)


def test_instants_of_other_bases() -> None:
    day = date(2018, 10, 1)
    utc = DateInterval.of_day(day, "UTC").instants("Asia/Seoul")
    assert utc.start == datetime(2018, 10, 1, tzinfo=UTC)
    assert utc.end == datetime(2018, 10, 2, tzinfo=UTC)
    either = DateInterval.of_day(day).instants("Asia/Seoul")
    assert either.start == datetime(2018, 9, 30, 15, tzinfo=UTC)
    assert either.end == utc.end
    west = DateInterval.of_day(day).instants("America/Los_Angeles")
    assert west.start == utc.start
    assert west.end == datetime(2018, 10, 2, 7, tzinfo=UTC)
    anywhere = DateInterval.of_day(day).instants()
    assert anywhere.start == datetime(2018, 9, 30, 10, tzinfo=UTC)
    assert anywhere.end == datetime(2018, 10, 2, 12, tzinfo=UTC)


def test_instants_need_a_zone_a_date_and_a_real_calendar() -> None:
    with pytest.raises(DateError, match="without a time zone"):
        parse("2018-10-01", time_basis="local port time").instants()
    with pytest.raises(DateError, match="has no moments"):
        DateInterval.none().instants("Asia/Seoul")
    with pytest.raises(DateError, match="end of the calendar"):
        parse("9999", None, "year", "UTC").instants()


@pytest.mark.parametrize(
    "name",
    ["Asia/Atlantis", "../tzdata", "Asia/../Asia/Seoul", "", "Asia", "/etc/passwd", "zone.tab"],
)
def test_zone_that_is_none(name: str) -> None:
    with pytest.raises(DateError):
        zone(name)


def test_zone_file_that_is_no_zone() -> None:
    with pytest.raises(DateError, match="is not a time zone"):
        zone("leapseconds")


@given(DAYS)
def test_parse_reads_what_isoformat_writes(day: date) -> None:
    assert parse(day.isoformat()) == DateInterval.of_day(day)


@given(st.text(max_size=12))
def test_parse_refuses_or_reads_but_never_breaks(text: str) -> None:
    try:
        interval = parse(text, None, "approx")
    except DateError:
        return
    assert interval.text().startswith("about ")


@pytest.mark.parametrize(
    ("text", "precision"), [("2018", "year"), ("2018-08", "month"), ("2018-08-31", "day")]
)
def test_the_form_of_a_text_says_its_precision(text: str, precision: str):
    assert DateInterval.of_text(text) == DateInterval.parse(text, "", precision)


@pytest.mark.parametrize("text", ["", "2018-13", "31 August 2018", "2018-8"])
def test_a_text_that_is_no_date_is_refused(text: str):
    with pytest.raises(DateError):
        DateInterval.of_text(text)
