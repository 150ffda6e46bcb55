"""Facts about signatures: names, times and where they stand."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from familienkonferenz.bots.sources.signatures import signatures, user_name

HANNOVER = ZoneInfo("Europe/Berlin")
ANNA = "[[Benutzer:Anna|Anna]]"


def signed(line: str) -> list[tuple[str, datetime]]:
    return [(one.user, one.time) for one in signatures(line, HANNOVER)]


@pytest.mark.parametrize(
    ("stamp", "hour"),
    [
        ("02:30, 25. Okt. 2026 (CEST)", 0),
        ("02:30, 25. Okt. 2026 (CET)", 1),
        ("02:30, 25. Oktober 2026 (MESZ)", 0),
        ("02:30, 25. Okt. 2026 (MEZ)", 1),
        ("02:30, 25 October 2026 (UTC)", 2),
        ("02:30, October 25, 2026 (UTC)", 2),
        ("2:30, 25. Okt. 2026 (+02:00)", 0),
        ("02:30:59, 2026-10-25 (UTC)", 2),
    ],
)
def test_the_hour_that_comes_twice(stamp: str, hour: int) -> None:
    """In the night when summer time ends, the zone in brackets tells which half past two it was."""
    assert signed(f"Ja! {ANNA} {stamp}") == [("Anna", datetime(2026, 10, 25, hour, 30, tzinfo=UTC))]


@pytest.mark.parametrize(
    "link",
    [
        "Benutzer:Anna",
        "Benutzerin:Anna|Ä",
        "benutzer diskussion:Anna",
        "BD:Anna|☎",
        "User talk:Anna",
        ":User:anna_",
    ],
)
def test_ways_to_link_a_user(link: str) -> None:
    """The account or its talk page, in German or English, in any case."""
    assert [user for user, _ in signed(f"[[{link}]] 10:45, 3. Mär. 2026 (CET)")] == ["Anna"]


@pytest.mark.parametrize(
    "line",
    [
        f"{ANNA} 10:45, 31. Feb. 2026 (CET)",
        f"{ANNA} 25:45, 3. Nov. 2026 (CET)",
        f"{ANNA} 10:45, 3. Nix. 2026 (CET)",
        f"{ANNA} 10:45, 3. Nov. 2026",
        "Anna 10:45, 3. Nov. 2026 (CET)",
        f"{ANNA} {'sagte vor langer Zeit ' * 6} 10:45, 3. Nov. 2026 (CET)",
        "[[Benutzer:Anna/Entwurf]] 10:45, 3. Nov. 2026 (CET)",
        "{{unsigniert|Anna}}",
    ],
)
def test_what_is_no_signature(line: str) -> None:
    """No such day, hour or month; no zone, no link, a link too far away or to a subpage; a template without time."""
    assert signed(line) == []


def test_where_it_stands() -> None:
    """From the dashes to the closing small print: what is left is what was said."""
    line = f"Ja! <small>-- {ANNA} ([[Benutzer Diskussion:Anna|Diskussion]]) 10:45, 3. Nov. 2026 (CET)</small> PS: gern"
    (one,) = signatures(line, HANNOVER)
    assert line[: one.start] + line[one.end :] == "Ja! PS: gern"


def test_names_as_the_wiki_has_them() -> None:
    """Underscores are spaces, and the first letter is a capital."""
    assert user_name("änne_aus der__List ") == "Änne aus der List"
