"""Two conferences: a tiny city with hostile names, and Hannover as configured."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from familienkonferenz.config import (
    Aim,
    Body,
    Borough,
    BuildingBlock,
    Conference,
    District,
    Group,
    LocalConference,
    Topic,
    load,
)

HOSTILE = (
    "Böse {{Halt|ja}} [[Kategorie:Falle]] '''fett''' <script>"
    "\n== Kopf ==\n* ~~~~ | =\n<!-- konferenz:bot x -->"
)


def make_conference(
    *, extra: str = "", begin: datetime | None = None, end: datetime | None = None
) -> Conference:
    """A city of two districts; `extra` is put into every text that a page shows."""
    zone = ZoneInfo("Europe/Berlin")
    return Conference(
        key="kleinstadt",
        city="Kleinstadt" + extra,
        title="Kleine Konferenz" + extra,
        motto="Von Anger bis Zeile." + extra,
        organiser="Rathaus Kleinstadt" + extra,
        contact="Rathaus, Zimmer 3" + extra,
        timezone=zone,
        begin=begin or datetime(2027, 3, 1, 8, tzinfo=zone),
        end=end or datetime(2027, 3, 11, 18, 30, tzinfo=zone),
        kinds=("Wunsch", "Anstoß"),
        topics=(
            Topic("wege", "Wege & Plätze" + extra, "Wege", "Wo hakt es?" + extra, "Zu Fuß." + extra, ()),
        ),
        boroughs=(Borough("01", "Kern" + extra, "Kern", ("Anger" + extra, "Zeile")),),
        districts=(
            District("Anger" + extra, "Anger", "01", "01", "der", (), (), "low", (), "" + extra),
            District("Zeile", "Zeile", "02", "01", "die", (), (), "low", (), ""),
        ),
        groups=(Group("Beide" + extra, ("Anger" + extra, "Zeile")),),
        landmarks=(),
        neighbours=(),
        bodies=(
            Body(
                "rat",
                "Ortsrat" + extra,
                "Ortsrat",
                "local",
                "borough",
                "01",
                None,
                None,
                (),
                ("Alles" + extra,),
                "",
            ),
            Body(
                "treff",
                "Treff" + extra,
                "Treff",
                "local",
                "facility",
                None,
                "Zeile",
                None,
                (),
                ("Kaffee" + extra,),
                "",
            ),
            Body("amt", "Bauamt" + extra, "Bauamt", "department", "", None, None, None, (), (), ""),
            Body("bus", "Busbetrieb" + extra, "Busbetrieb", "external", "", None, None, None, (), (), ""),
        ),
        aims=(Aim("planung", "Planung" + extra, "Planung", "Gut planen." + extra, ()),),
        building_blocks=(BuildingBlock("Zahlen" + extra, "Zahlen", "Wir zählen.\n\nUnd fragen." + extra),),
        local_conferences=(
            LocalConference(
                "Zeile", "Zeile (2020)", "Mai 2020" + extra, 2020, "Im Regen." + extra, ("Bank" + extra,)
            ),
            LocalConference("Wiese", "Wiese (2021)", "Juni 2021", 2021, "Trocken.", ()),
        ),
    )


@pytest.fixture
def tiny() -> Conference:
    """A city of two districts, with nothing hostile in it."""
    return make_conference()


@pytest.fixture
def hostile() -> Conference:
    """The same city; every text holds markup."""
    return make_conference(extra=HOSTILE)


@pytest.fixture(scope="session")
def hannover() -> Conference:
    """Hannover as packaged."""
    return load()
