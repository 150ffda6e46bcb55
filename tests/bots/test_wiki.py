"""Facts about the way to a wiki: logins in files, refusals in our words. What the port does is shown end to end."""

from __future__ import annotations

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
from familienkonferenz.bots.wiki import Login, find_api


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
