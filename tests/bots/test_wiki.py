"""Facts about the way to a wiki: logins in files, refusals in our words. What the port does is shown end to end."""

from __future__ import annotations

import types

import pytest

from familienkonferenz.bots.errors import (
    EditConflict,
    EditRefused,
    LoginRefused,
    PageExists,
    PageMissing,
    WikiError,
)
from familienkonferenz.bots.refusals import refused
from familienkonferenz.bots.wiki.address import find_api
from familienkonferenz.bots.wiki.login import Login
from familienkonferenz.bots.wiki.port import Wiki


def test_a_login_is_two_lines(tmp_path):
    """Account and purpose, then the password; an account's name may hold an @ of its own."""
    file = tmp_path / "login"
    file.write_text("Anna@Amt@ernte\n  geheim-123  \n", encoding="utf-8")
    assert Login.read(file) == Login("Anna@Amt", "ernte", "geheim-123")


@pytest.mark.parametrize(
    "text", ["", "Anna@ernte", "Anna\ngeheim", "@ernte\ngeheim", "Anna@\ngeheim", "Anna@ernte\n \n"]
)
def test_what_is_no_login_is_refused(tmp_path, text):
    """The file is named, and no part of what may be a password."""
    file = tmp_path / "login"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LoginRefused) as refusal:
        Login.read(file)
    assert str(file) in str(refusal.value)
    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize("url", ["", "wiki", "127.0.0.1:8080", "file:///etc/passwd", "http:///wiki"])
def test_what_is_no_address_asks_nobody(url):
    """It is refused before any connection, and shown."""
    with pytest.raises(WikiError) as refusal:
        find_api(url)
    assert repr(url) in str(refusal.value)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("editconflict", EditConflict),
        ("articleexists", PageExists),
        ("missingtitle", PageMissing),
        ("pagedeleted", PageMissing),
        ("protectedpage", EditRefused),
        ("abusefilter-disallowed", EditRefused),
        ("readonly", EditRefused),
    ],
)
def test_every_refusal_names_the_page(code, kind):
    """MediaWiki's codes become our errors; what we do not know keeps the wiki's words and its code."""
    error = refused(code, "Das geht nicht.", "Beitrag/1")
    assert type(error) is kind
    assert str(error).startswith("Beitrag/1: ")
    assert "\n" not in str(error)
    if kind is EditRefused:
        assert "Das geht nicht." in str(error)
        assert code in str(error)


class _Asked(list[dict[str, object]]):
    """What pywikibot gives for a list."""

    def set_query_increment(self, value):
        """As many at once."""
        assert value > 0


class _Site:
    """A wiki whose recent changes are given."""

    def __init__(self, *entries):
        self.entries = entries

    def recentchanges(self, changetype):
        """Those of the types that are asked for."""
        return _Asked(entry for entry in self.entries if entry["type"] in changetype.split("|"))


def test_what_the_log_tells_is_a_change_too():
    """A move counts under the new name; a deletion, which has no revision, is none and ends nothing."""
    told = {"pageid": 1, "ns": 0, "user": "Lisa"}
    site = _Site(
        told | {"type": "log", "revid": 0, "title": "Weg", "logtype": "delete", "logparams": {}},
        told
        | {
            "type": "log",
            "revid": 9,
            "title": "Alt",
            "logtype": "move",
            "logparams": {"target_title": "Diskussion:Neu", "target_ns": 1},
        },
        told | {"type": "edit", "revid": 8, "title": "Thema"},
        told | {"type": "new", "revid": 7, "title": "Davor"},
    )
    wiki = Wiki(types.ModuleType("pywikibot"), site, "http://127.0.0.1/api.php", "Konferenzbot")
    assert wiki.newest_revision() == 9
    assert [(change.rev_id, change.title, change.namespace) for change in wiki.changes(7)] == [
        (9, "Diskussion:Neu", 1),
        (8, "Thema", 0),
    ]
