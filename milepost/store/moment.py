"""Moments as the store keeps them: UTC without zone."""

from datetime import UTC, datetime

# The end of time, so that "now" is the same question as any moment before.
_NOW = datetime(9999, 12, 31)  # noqa: DTZ001 - stored times are UTC without zone


def utc(moment: datetime | None) -> datetime:
    """`moment` as the store keeps times; a time without zone is UTC already, None is the end of time."""
    if moment is None:
        return _NOW
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
