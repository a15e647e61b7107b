"""The office's day is Shanghai's, wherever the machine stands."""

from datetime import UTC, datetime, timedelta

from milepost.desk import office_today


def test_the_office_lives_by_the_day_in_shanghai():
    before = datetime.now(UTC)
    today = office_today()
    assert today in {(moment + timedelta(hours=8)).date() for moment in (before, datetime.now(UTC))}
