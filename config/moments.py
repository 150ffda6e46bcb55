"""Points in time as people write them in a city's files: on the clock of that city.

A local time can be missing (02:30 in the night of the change to summer time) or there twice (02:30 in the
autumn). Neither is guessed: the window of a conference is a promise to the second.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from familienkonferenz.config.errors import did_you_mean


class Unclear(ValueError):
    """A time or zone that cannot be used: ``what`` is wrong with it and the ``remedy``."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def zone(name: str) -> ZoneInfo:
    """The time zone of this IANA name, e.g. ``Europe/Berlin``. Raises Unclear."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(name, sorted(available_timezones()))
        raise Unclear(
            f"die Zeitzone „{name}“ gibt es nicht", near or "Für Deutschland schreiben Sie „Europe/Berlin“."
        ) from None


def on_the_clock(moment: datetime, timezone: ZoneInfo) -> datetime:
    """The moment as an aware time of the zone; an offset written with it decides, else the local clock.

    Raises Unclear for a local time that is missing or there twice in the night of a clock change, and for
    the first and last years a computer can count, where a shift would leave its calendar.
    """
    if not 1900 <= moment.year <= 9000:
        raise Unclear(f"das Jahr {moment.year} ist nicht möglich", "Schreiben Sie das Jahr mit vier Ziffern.")
    if moment.tzinfo is not None:
        return moment.astimezone(timezone)
    aware = moment.replace(tzinfo=timezone)
    if aware.astimezone(UTC).astimezone(timezone).replace(tzinfo=None) != moment:
        raise Unclear(
            f"{moment} gibt es in {timezone.key} nicht, die Uhr wird da vorgestellt",
            "Nehmen Sie eine Zeit davor oder danach.",
        )
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():
        raise Unclear(
            f"{moment} gibt es in {timezone.key} zweimal, die Uhr wird da zurückgestellt",
            "Schreiben Sie den Abstand zur Weltzeit dazu, z. B. +02:00.",
        )
    return aware
