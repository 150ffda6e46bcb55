"""Facts about whom a link means."""

from __future__ import annotations

import pytest

from familienkonferenz.bots.rendered.accounts import Titles

from .german_wiki import CONFIG


@pytest.mark.parametrize(
    ("href", "user"),
    [
        ("/wiki/Benutzer:Anna_B", "Anna B"),
        ("/wiki/Benutzer_Diskussion:anna_B#Frage", "Anna B"),
        ("./User:Anna", "Anna"),
        ("https://wiki.example/wiki/Benutzerin:Anna", "Anna"),
        ("/w/index.php?title=Benutzer:Anna&action=edit&redlink=1", "Anna"),
        ("/wiki/Spezial:Beitr%C3%A4ge/anna", "Anna"),
        ("/wiki/Benutzer:2001:db8::17", "2001:DB8:0:0:0:0:0:17"),
        ("/wiki/Spezial:Beitr%C3%A4ge/2001:DB8:0:0:0:0:0:17", "2001:DB8:0:0:0:0:0:17"),
        ("/wiki/Benutzer:fe80::1%1", "Fe80::1%1"),
        ("./Benutzer:Anna?action=edit&redlink=1", "Anna"),
        ("/wiki/Benutzer:Anna%E2%80%8E", "Anna"),
        ("/wiki/Benutzer:Anna/Entwurf", None),
        ("/wiki/Spezial:Einstellungen/Anna", None),
        ("/wiki/Anna", None),
        ("/wiki/Benutzer:", None),
        ("/wiki/Benutzer:J%E1nos", None),
        ("/wiki/Benutzer:Anna%26amp;Bert", None),
        (f"/wiki/Benutzer:{'a' * 247}", None),
        ("http://[kaputt", None),
        ("#oben", None),
        ("", None),
    ],
)
def test_accounts_of_links(href: str, user: str | None) -> None:
    """User pages, talk pages and contributions name somebody; subpages, other pages and broken links nobody."""
    titles = Titles("/wiki/$1", CONFIG["wgNamespaceIds"], "Beiträge")  # type: ignore[arg-type]
    assert titles.user_of_link(href) == user


def test_contributions_with_a_long_name() -> None:
    """The name of the page with a user's contributions may have several words, with or without underscores."""
    titles = Titles("/wiki/$1", CONFIG["wgNamespaceIds"], "Beiträge_von")  # type: ignore[arg-type]
    assert titles.user_of("Spezial:Beiträge von/anna") == "Anna"
    assert titles.user_of("Spezial:Beiträge_von/anna_B") == "Anna B"
