"""What was tried against stock Moin, and more, does not work here: forms, headers, traces."""

from __future__ import annotations

import logging
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from moin.items import Item

from familienkonferenz.plugins.errors import PermissionDenied
from familienkonferenz.plugins.moin_config import secret_key

from .core import LISA, MEHMET, PASSWORD, ROBOT, SOMMER, TOPIC, TYPED, Clock, Wiki, fields, opened
from .plain import signed_in, visible
from .scene import PURPOSE

# --- forms ------------------------------------------------------------------------------------------------

POSTS = [
    f"/+modify/{TOPIC}", "/+beitrag", "/+beitrag/1", "/+antwort/1", "/+abmelden", "/+anmelden", "/+registrieren",
    "/+konto", "/+botpasswoerter", "/+botpasswoerter/widerruf",
    f"/+rename/{TOPIC}", f"/+delete/{TOPIC}", f"/+destroy/{TOPIC}",
]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", [None, "", "falsch", "of another session"])
def test_without_its_token_a_form_does_nothing_and_gives_back_the_text(
    wiki: Wiki, path: str, token: str | None
) -> None:
    """400, the text in a field, nothing stored; passwords are not given back."""
    before = wiki.stored()
    secret = "Mein Kennwort 123456789 mein Kennwort 123456789 mein Kennwort"
    sent = {
        "text": TYPED,
        "title": "x",
        "target": "Thema/X",
        "password": secret,
        "again": secret,
        "old": secret,
    }
    if token is not None:
        sent["csrf_token"] = wiki.of(MEHMET).token() if token == "of another session" else token
    answer = wiki.of(SOMMER).client.post(path, data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert TYPED in visible(page) and secret not in page
    assert wiki.stored() == before
    assert signed_in(wiki.of(SOMMER).html("/Startseite")) == SOMMER


@pytest.mark.parametrize(
    "kind",
    [
        "text/x-rst;charset=utf-8", "text/html;charset=utf-8", "image/svg+xml", "text/x.moin.wiki;charset=utf-8",
        "text/x-markdown;charset=utf-8", "application/x-xhtml-moin-page", "text/plain;charset=utf-8",
        "text/x-mediawiki", "application/octet-stream", "text/csv;charset=utf-8",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", [LISA, SOMMER])
def test_only_wikitext_is_stored(wiki: Wiki, name: str, kind: str) -> None:
    """C2: reStructuredText reads the server's files, HTML and SVG carry scripts; nobody stores them."""
    before = wiki.stored()
    with (
        wiki.request_as(name),
        pytest.raises((PermissionDenied, ValueError), match=r"Nur Wikitext|ungültiger Wert"),
    ):
        meta = {"contenttype": kind, "namespace": "", "name": [TOPIC]}
        Item.create(TOPIC)._save(meta, b".. csv-table::\n   :file: /etc/passwd\n", comment="")
    assert wiki.stored() == before
    assert wiki.of(name).submit(f"/+modify/{TOPIC}", contenttype=kind, text="Neu").status_code == 302
    assert {meta["contenttype"] for meta in wiki.stored().values()} == {"text/x-mediawiki;charset=utf-8"}


# --- headers, cookies, hosts, keys ------------------------------------------------------------------------


def test_every_answer_has_its_headers(wiki: Wiki) -> None:
    """A policy without foreign or inline scripts, no sniffing, no referrer to elsewhere: on errors, too."""
    wiki.write("Weiter", f"#WEITERLEITUNG [[{TOPIC}]]")
    for path, status in (
        ("/Startseite", 200), ("/", 302), ("/Weiter", 302), ("/Gibt es nicht", 404), ("/+search", 404),
        ("/+beitrag", 200), ("/+delete/Startseite", 403), ("/+abmelden", 404), ("/api.php?action=query", 200),
        ("/+aenderungen", 200),
        ("/_themes/konferenz/konferenz.css", 200), ("/robots.txt", 200), ("/Spezial:Exportieren/Startseite", 200),
        (f"/+history/{TOPIC}", 200), ("/+vergleich/6/9", 200), (f"/+diff/{TOPIC}", 404), ("/+anmelden", 200),
        ("/+serve/", 404),
    ):  # fmt: skip
        answer = wiki.browser().get(path)
        assert answer.status_code == status, path
        policy = answer.headers["Content-Security-Policy"]
        scripts = re.search(r"(?:script|default)-src ([^;]*)", policy)
        assert scripts and not set(scripts[1].split()) - {"'self'", "'none'"}, path
        assert (
            "unsafe" not in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        ), path
        assert "form-action 'self'" in policy, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "same-origin", path
        answer.close()


def test_reading_leaves_no_cookie(wiki: Wiki) -> None:
    """A visitor who reads is not marked: no cookie on any page that is read."""
    browser = wiki.browser()
    for path in ("/", "/Startseite", f"/{TOPIC}", "/Diskussion/" + TOPIC, "/Beitrag/1", "/+beitraege",
                 "/+beitraege.atom", "/+aenderungen",
                 f"/+history/{TOPIC}", "/+vergleich/6/9", "/+rev/6", "/Gibt es nicht", "/Kategorie/Beitrag",
                 "/api.php?action=query", f"/Spezial:Exportieren/{TOPIC}",
                 "/_themes/konferenz/konferenz.css"):  # fmt: skip
        answer = browser.get(path)
        assert "Set-Cookie" not in answer.headers, path
        answer.close()


def test_the_sessions_cookie_is_for_the_server_alone(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """No script reads it, no foreign form sends it, and behind HTTPS it does not travel in the clear."""
    cookie = wiki.browser().get("/+anmelden").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    monkeypatch.setenv("KONFERENZ_HTTPS", "1")
    other = opened(wiki.home, Clock())
    assert "Secure" in other.browser().get("/+anmelden").headers["Set-Cookie"]
    other.close()


def test_requests_for_other_hosts_are_refused(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """With KONFERENZ_HOSTS set, no address of ours can be made with somebody else's host name."""
    monkeypatch.setenv("KONFERENZ_HOSTS", "konferenz.example, localhost")
    strict = opened(wiki.home, Clock())
    assert strict.browser().get("/Startseite", headers={"Host": "konferenz.example"}).status_code == 200
    assert strict.browser().get("/Startseite", headers={"Host": "localhost:8080"}).status_code == 200
    for path in ("/Startseite", "/", "/+anmelden", "/api.php"):
        answer = strict.browser().get(path, headers={"Host": "boese.example"})
        assert answer.status_code == 400 and "boese.example" not in answer.get_data(as_text=True), path
    strict.close()


def test_each_wiki_has_a_secret_key_of_its_own(tmp_path: Path, wikis: Callable[[], Wiki]) -> None:
    """Random, long, readable for its owner alone, the same after a restart, and the one in use."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = secret_key(tmp_path / "a"), secret_key(tmp_path / "b")
    assert one != two and len(one) == 64 == len(set(one + two)) + 64 - len(set(one + two))
    assert secret_key(tmp_path / "a") == one
    assert stat.S_IMODE((tmp_path / "a" / "secret.key").stat().st_mode) == 0o600
    wiki = wikis()
    key = (wiki.home / "secret.key").read_text().strip()
    assert (
        wiki.app.config["SECRET_KEY"] == key
        and stat.S_IMODE((wiki.home / "secret.key").stat().st_mode) == 0o600
    )


# --- traces -----------------------------------------------------------------------------------------------

ADDRESS = "203.0.113.77"


def test_addresses_of_people_are_neither_shown_nor_kept(wiki: Wiki, caplog: pytest.LogCaptureFixture) -> None:
    """After registering, writing and being late the IP address stands in no page, API reply, file or log line."""
    caplog.set_level(logging.INFO)
    client = wiki.app.test_client()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    token = fields(client.get("/+registrieren").get_data(as_text=True))["csrf_token"]
    sent = {"name": "Oma Erna", "password": PASSWORD, "again": PASSWORD}
    assert client.post("/+registrieren", data=sent | {"csrf_token": token}).status_code == 302
    token = fields(client.get("/+beitrag").get_data(as_text=True))["csrf_token"]
    written = {"title": "Bänke", "text": TYPED, "topic": "", "place": "", "csrf_token": token}
    assert client.post("/+beitrag", data=written).status_code == 302
    edited = {"text": "Neu", "base": str(wiki.page(TOPIC).latest), "csrf_token": token}  # type: ignore[union-attr]
    assert client.post(f"/+modify/{TOPIC}", data=edited).status_code == 302
    wiki.clock.after()
    assert client.post("/+beitrag", data=written).status_code == 403
    for path in ("/Beitrag/3", "/+history/Beitrag/3", f"/+history/{TOPIC}", "/+vergleich/6/9", "/+aenderungen",
        "/+beitraege", "/+beitraege.atom",
                 "/Konferenz/Nachzügler", f"/Spezial:Exportieren/{TOPIC}?history=1",
                 "/api.php?action=query&list=recentchanges&format=json&rcprop=user|userid|comment|title"):  # fmt: skip
        assert ADDRESS not in wiki.of(SOMMER).html(path), path
    for file in wiki.home.rglob("*"):
        assert not file.is_file() or ADDRESS.encode() not in file.read_bytes(), file
    assert ADDRESS not in caplog.text


def test_passwords_are_in_no_log_and_no_file(wiki: Wiki, caplog: pytest.LogCaptureFixture) -> None:
    """At no level, whether right or wrong, by form or by API; the profile holds a hash."""
    caplog.set_level(logging.DEBUG)
    wrong, first, second = "Falsches Kennwort 99", "Erstes Kennwort 77", "Zweites Kennwort 88"
    browser = wiki.browser()
    browser.post("/+registrieren", name="Oma Erna", password=first, again=first)
    browser.post("/+konto", old=wrong, password=second, again=second)
    browser.post("/+konto", old=first, password=second, again=second)
    wiki.browser().post("/+anmelden", name="Oma Erna", password=wrong)
    wiki.browser().post("/+anmelden", name="Oma Erna", password=second)
    robot = wiki.browser()
    token = robot.api(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    robot.api(action="login", lgname=f"{ROBOT}@{PURPOSE}", lgpassword=wrong, lgtoken=token)
    for password in (wrong, first, second):
        assert password not in caplog.text
        for file in wiki.home.rglob("*"):
            assert not file.is_file() or password.encode() not in file.read_bytes(), file
