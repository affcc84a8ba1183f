from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers import errors


def test_line_names_file_row_column_fault_and_advice() -> None:
    error = errors.DateError(
        "'2018-02-30' is no day of the calendar",
        advice="read the source again",
        file="some/folder/claims.csv",
        row=7,
        column="date_from",
    )
    assert str(error) == (
        "claims.csv:7: date_from: '2018-02-30' is no day of the calendar (read the source again)"
    )
    assert error.file == Path("some/folder/claims.csv")
    assert (error.row, error.column, error.exit_code) == (7, "date_from", 2)


def test_line_leaves_out_what_is_not_known() -> None:
    assert str(errors.CaseError("no such case")) == "no such case"
    assert str(errors.CaseError("empty", file="a/case.toml")) == "case.toml: empty"
    assert str(errors.CaseError("empty", row=3)) == "empty"


@pytest.mark.parametrize(
    "kind",
    [
        errors.DateError,
        errors.IdentifierError,
        errors.ReferenceDataError,
        errors.NoRouteError,
        errors.CaseError,
        errors.ExhibitError,
        errors.ReportError,
    ],
)
def test_every_error_has_the_one_root(kind: type[errors.OsintError]) -> None:
    assert issubclass(kind, errors.OsintError)


def test_no_route_is_a_fault_of_the_reference_room() -> None:
    assert issubclass(errors.NoRouteError, errors.ReferenceDataError)


def test_a_value_is_quoted_without_the_name_of_its_numpy_type() -> None:
    import numpy as np

    assert errors.shown(np.float64("nan")) == "nan"
    assert errors.shown((np.float64(1.5), np.int64(2), "x")) == "(1.5, 2, 'x')"
    assert errors.shown([np.str_("a")]) == "['a']"
    assert errors.shown((np.float32(2.0),)) == "(2.0,)"
    assert errors.shown("x") == "'x'"
