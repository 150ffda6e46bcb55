"""What was tried against stock Moin, and more, does not work here: accounts, sessions, forms, headers, traces."""

from __future__ import annotations

import logging
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from moin import flaskg
from moin.items import Item
from moin.user import User

from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.accounts import AccountError
from familienkonferenz.plugins.errors import PermissionDenied
from familienkonferenz.plugins.gate import Role
from familienkonferenz.plugins.moin_config import secret_key

from .conftest import PURPOSE
from .core import (
    LISA,
    MEHMET,
    PASSWORD,
    ROBOT,
    SOMMER,
    TALK,
    TOPIC,
    VISITOR,
    Clock,
    Wiki,
    core_template,
    fields,
    opened,
    wiki,
    wikis,
)
from .plain import acts, skeleton, visible

__all__ = ["core_template", "wiki", "wikis"]

TEXT = "Das habe ich lange getippt: Ampel & Bänke <3"


def signed_in(html: str) -> str:
    """The name that a page greets; "" for a visitor."""
    found = re.search(r'href="/\+konto"[^>]*>([^<]+)<', html)
    return found[1] if found else ""


# --- accounts ---------------------------------------------------------------------------------------------


def test_an_empty_recovery_key_opens_nothing(wiki: Wiki) -> None:
    """C1: neither the address nor the function behind it takes the empty key, nor does the empty session."""
    sent = {"username": LISA, "token": "", "password1": "Neues Kennwort 1", "password2": "Neues Kennwort 1"}
    assert wiki.of(VISITOR).post("/+recoverpass", **sent).status_code == 404
    with wiki.request_as(VISITOR):
        lisa = accounts.find(LISA)
        assert lisa is not None
        for token in ("", "-", "0-", "None"):
            assert not lisa.validate_recovery_token(token)
            assert not lisa.apply_recovery_token(token, "Neues Kennwort 1")
            assert not lisa.validate_session(token)
        assert User(name=LISA, password=PASSWORD).valid


@pytest.mark.parametrize(
    "name",
    [
        "anonymous", "Anonymous", "ANONYMOUS", "anоnymous", "All", "Known", "Trusted", "System", "Moderatoren",
        "Bots", "Konferenzwiki", "Konferenz-Wiki", "Moderation", "Moderator Max", "M0derator", "Stadt Hannover",
        "Konferenzbot 2", "Lisa", "lisa", "LISA", "Lisа", "Li sa", "L.isa", "Ｌｉｓａ", "Lísa\u200b", "Lisa@test", "",
        "x",        " ", "!!", "a" * 41, "Eva/Maria", "Eva<b>", "Eva:Read", "Eva,Maria", "user\u202egnp",
        "203.0.113.77",
    ],
)  # fmt: skip
def test_reserved_and_look_alike_names_are_refused(wiki: Wiki, name: str) -> None:
    """C5: nobody can be called like a group of readers, the staff, the wiki, or somebody who is there."""
    before = wiki.services.catalogue.account_names()
    with wiki.request_as(VISITOR), pytest.raises(AccountError) as caught:
        accounts.create(name, PASSWORD)
    assert "\n" not in str(caught.value).replace(name, "") and str(caught.value).endswith((".", "_"))
    assert wiki.services.catalogue.account_names() == before


@pytest.mark.parametrize(
    "name", ["Jürgen Groß", "Anna-Lena", "Zoë", "Łukasz", "Мария", "Ömer Öztürk", "Fam. O'Neill", "李娜"]
)
def test_peoples_names_are_taken(wiki: Wiki, name: str) -> None:
    """Real names of Hannover, in any script, are names."""
    with wiki.request_as(VISITOR):
        assert accounts.create(name, PASSWORD).name0 == name


def test_one_signs_in_as_one_registered(wiki: Wiki) -> None:
    """The capital letter and the blanks that registration put right are put right here, too."""
    sent = {"name": "  nadja   aus linden ", "password": PASSWORD, "again": PASSWORD}
    assert wiki.browser().post("/+registrieren", **sent).status_code == 302
    browser = wiki.browser()
    assert browser.post("/+anmelden", name="  nadja   aus linden ", password=PASSWORD).status_code == 302
    assert signed_in(browser.html("/Startseite")) == "Nadja aus linden"


@pytest.mark.parametrize("page", ["ModeratorenGroup", "Moderatoren", "Gruppe/ModeratorenGroup"])
def test_no_page_makes_anybody_a_moderator(wiki: Wiki, page: str) -> None:
    """Groups come from the accounts' roles; pages that look like Moin's groups are pages."""
    with wiki.as_system():
        meta = {
            "contenttype": "text/x-mediawiki;charset=utf-8",
            "namespace": "",
            "name": [page],
            "usergroup": [LISA],
        }
        Item.create(page)._save(meta, f" * {LISA}\n".encode(), comment="")
    with wiki.request_as(LISA):
        assert accounts.role_of(LISA) is Role.PARTICIPANT
        assert LISA not in flaskg.groups["Moderatoren"] and "ModeratorenGroup" not in flaskg.groups
    assert wiki.of(LISA).post(f"/+delete/{TOPIC}", comment="").status_code == 403


# --- sessions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "//böse.example/", "https://boese.example/", "http:boese.example", "/\\boese.example",
        "\\\\boese.example", " //boese.example",
        "/\t/boese.example", "/\n/boese.example", "///boese.example", "javascript:alert(1)", "boese.example",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(wiki: Wiki, target: str) -> None:
    """The address to go on to is one of this wiki, or the root."""
    for form, sent in (
        ("/+anmelden", {"name": LISA, "password": PASSWORD}),
        ("/+registrieren", {"name": "Neue Familie", "password": PASSWORD, "again": PASSWORD}),
    ):
        answer = wiki.browser().post(form, next=target, **sent)
        assert answer.status_code == 302 and answer.headers["Location"] == "/", form


def test_signing_in_goes_on_to_where_one_came_from(wiki: Wiki) -> None:
    """An address of the wiki, umlauts and query included, is kept through the form."""
    browser = wiki.browser()
    page = browser.html("/+anmelden", query_string={"weiter": "/Thema/Jung und Alt?x=1".replace(" ", "%20")})
    sent = fields(page) | {"name": LISA, "password": PASSWORD}
    assert browser.client.post("/+anmelden", data=sent).headers["Location"] == "/Thema/Jung%20und%20Alt?x=1"


def test_nobody_is_signed_in_by_a_link(wiki: Wiki) -> None:
    """Neither our fields nor Moin's sign anybody in by GET, and Moin's not by POST either."""
    ours = {"name": LISA, "password": PASSWORD}
    moins = {"login_submit": "1", "login_username": LISA, "login_password": PASSWORD}
    for path in ("/+anmelden", "/Startseite", "/+login", "/+beitrag"):
        browser = wiki.browser()
        browser.get(path, query_string=ours | moins)
        assert signed_in(browser.html("/Startseite")) == "", path
        browser.post(path, **moins)
        assert signed_in(browser.html("/Startseite")) == "", path


def test_nobody_is_signed_out_by_a_link(wiki: Wiki) -> None:
    """A picture with such an address on some page ends no session."""
    browser = wiki.of(LISA)
    assert browser.get("/+abmelden").status_code == 404
    assert browser.get("/+logout").status_code == 404
    browser.get("/Startseite", query_string={"logout_submit": "1"})
    assert signed_in(browser.html("/Startseite")) == LISA
    assert browser.post("/+abmelden").status_code == 302
    assert signed_in(browser.html("/Startseite")) == ""


def test_a_copied_cookie_is_worthless_after_signing_out(wiki: Wiki) -> None:
    """Sessions end on the server."""
    browser, thief = wiki.browser(LISA), wiki.browser()
    thief.client.set_cookie("session", browser.cookie())
    assert signed_in(thief.html("/Startseite")) == LISA
    browser.post("/+abmelden")
    assert signed_in(thief.html("/Startseite")) == ""


def test_the_cookie_is_signed_anew_once_an_hour(wiki: Wiki) -> None:
    """So a session lasts a day from the last visit, and most answers set no cookie."""
    browser = wiki.browser(LISA)
    browser.get("/Startseite")  # the token of the form for signing out
    assert "Set-Cookie" not in browser.get("/Startseite").headers
    with browser.client.session_transaction() as held:
        held["user.signed"] -= 3601
    assert "Set-Cookie" in browser.get("/Startseite").headers
    assert "Set-Cookie" not in browser.get("/Startseite").headers
    assert signed_in(browser.html("/Startseite")) == LISA


def test_a_new_password_ends_the_other_sessions(wiki: Wiki) -> None:
    """Who changes the password stays signed in; all other browsers are out, and the old password is."""
    here, elsewhere = wiki.browser(LISA), wiki.browser(LISA)
    sent = {"old": PASSWORD, "password": "Ganz neues Kennwort 7", "again": "Ganz neues Kennwort 7"}
    assert here.post("/+konto", **(sent | {"old": "falsch"})).status_code == 403
    assert here.post("/+konto", **sent).status_code == 302
    assert signed_in(here.html("/Startseite")) == LISA
    assert signed_in(elsewhere.html("/Startseite")) == ""
    assert wiki.browser().post("/+anmelden", name=LISA, password=PASSWORD).status_code == 403


def test_a_session_begins_anew_with_signing_in(wiki: Wiki) -> None:
    """What was in the session before, planted by whomever, is gone: form tokens of before are worthless."""
    browser = wiki.browser()
    planted = browser.token()
    browser.post("/+anmelden", name=LISA, password=PASSWORD)
    answer = browser.client.post("/+beitrag", data={"csrf_token": planted, "title": "x", "text": TEXT})
    assert answer.status_code == 400 and wiki.page("Beitrag/3") is None


def test_a_bot_password_opens_the_api_only(wiki: Wiki, bot_password: str) -> None:
    """Neither the form nor a page knows who logged in at the API."""
    login = f"{ROBOT}@{PURPOSE}"
    for name in (login, ROBOT):
        assert wiki.browser().post("/+anmelden", name=name, password=bot_password).status_code == 403
    browser = wiki.browser()
    token = browser.api(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    answer = browser.api(action="login", lgname=login, lgpassword=bot_password, lgtoken=token)
    assert answer["login"]["result"] == "Success"
    assert browser.api(action="query", meta="userinfo")["query"]["userinfo"]["name"] == ROBOT
    assert signed_in(browser.html("/Startseite")) == ""
    assert browser.submit(f"/+modify/{TOPIC}", text="Mit dem Bot-Passwort").status_code == 403


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
        "text": TEXT,
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
    assert TEXT in visible(page) and secret not in page
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
    written = {"title": "Bänke", "text": TEXT, "topic": "", "place": "", "csrf_token": token}
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


# --- stored scripts ---------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea></pre></style><svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "{{Beitrag|titel=<b>x</b>}} [[Datei:x.svg]] [javascript:alert(1) Klick]",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "javascript:alert(1)//https://example.org {{{x}}} {{{{{y}}}}} ]]>--><!--",
    "{{ config }} {% raw %} ${7*7} #{7*7} %s %(x)s",
]
HARMLESS = "Eine Ampel an der Lister Meile"


def _views(wiki: Wiki, number: int, reply: int) -> list[str]:
    page = wiki.page(f"Beitrag/{number}")
    assert page is not None
    first = wiki.services.catalogue.revisions(page.page_id, newest_first=False)[0]
    return [
        f"/Beitrag/{number}", f"/Beitrag/{reply}", f"/+history/Beitrag/{number}",
        f"/+vergleich/{first.rev_id}/{page.latest}",
        f"/+rev/{first.rev_id}", "/+aenderungen", "/+beitraege", f"/{TOPIC}", "/Startseite", "/Kategorie/Beitrag",
        f"/+modify/Beitrag/{number}", f"/+beitrag/{number}", f"/+antwort/{number}", f"/+antwort/{reply}",
        f"/+rename/Beitrag/{number}", f"/+delete/Beitrag/{number}", f"/+destroy/Beitrag/{number}",
        f"/+revert/+{first.uuid}/Beitrag/{number}",
    ]  # fmt: skip


def _view(path: str) -> str:
    """The address without the ids that differ from wiki to wiki."""
    return re.sub(r"[0-9a-f]{32}", "…", path)


def _told(wiki: Wiki, text: str) -> dict[str, str]:
    """Every view of a contribution, its reply and its correction, all made of that text, as moderator."""
    browser = wiki.of(LISA)
    line = " ".join(text.split())[:150]
    sent = {"title": line, "text": text, "kind": "Idee", "topic": "Verkehr und Sicherheit", "place": line}
    assert browser.post("/+beitrag", **sent).status_code == 302
    number = 3
    assert browser.post(f"/+antwort/{number}", title=line, text=text).status_code == 302
    browser.submit(f"/+beitrag/{number}", text=f"{text} {text}")
    answer = browser.api(action="edit", title=TALK, appendtext="\n\nNeu", summary=line)
    assert answer["edit"]["result"] == "Success"
    pages = {_view(path): wiki.of(SOMMER).html(path) for path in _views(wiki, number, number + 1)}
    assert f"{text} {text}" in visible(pages[f"/Beitrag/{number}"])
    assert text in visible(pages[f"/Beitrag/{number + 1}"])
    base = wiki.page(TOPIC).latest  # type: ignore[union-attr]
    wiki.write(TOPIC, "Ganz anders")
    pages["conflict"] = browser.post(f"/+modify/{TOPIC}", text=text, summary=text, base=base).get_data(
        as_text=True
    )
    pages["refused"] = browser.post("/+modify/Startseite", text=text, summary=text, base="5").get_data(
        as_text=True
    )
    pages["no token"] = browser.client.post("/+beitrag", data={"text": text}).get_data(as_text=True)
    pages["incomplete"] = browser.post("/+beitrag", title="", text=text, place=text).get_data(as_text=True)
    pages["sign in"] = (
        wiki.browser().post("/+anmelden", name=text, password=text, next=text).get_data(as_text=True)
    )
    pages["register"] = wiki.browser().post("/+registrieren", name=text, password="x").get_data(as_text=True)
    pages["missing"] = wiki.of(VISITOR).html(
        "/Seite " + line.translate(dict.fromkeys(map(ord, "<>[]{}|#&/%?"), "_"))
    )
    return pages


@pytest.fixture(scope="module")
def harmless() -> dict[str, dict[str, str]]:
    """The views of a harmless contribution, made once."""
    return {}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_never_acts(
    wikis: Callable[[], Wiki], harmless: dict[str, dict[str, str]], text: str
) -> None:
    """Title, place, text, summary and name: every view has the elements and attributes it has with harmless words."""
    if not harmless:
        harmless["views"] = _told(wikis(), HARMLESS)
    for path, page in _told(wikis(), text).items():
        assert not acts(page), path
        if path != "missing":
            assert skeleton(page) == skeleton(harmless["views"][path]), path


@pytest.mark.parametrize(
    "title",
    [
        'Seite" onclick="alert(1)',
        "Seite' onclick='alert(1)",
        "javascript:alert(1)",
        "Seite & Söhne\\u003cb\\u003e",
    ],
)
def test_titles_never_act(wiki: Wiki, title: str) -> None:
    """In headings, links, forms and lists a title is text, and its address is quoted."""
    wiki.write(title, "Inhalt")
    wiki.write(title, "Inhalt, neu [[Kategorie:Beitrag]]")
    wiki.write(f"{title}/Unten", "Inhalt")
    for view in ("/", "/+history/", "/+modify/", "/+rename/", "/+delete/", "/+destroy/"):
        answer = wiki.of(SOMMER).get(view + title)
        assert answer.status_code == 200, view
        page = answer.get_data(as_text=True)
        assert not acts(page) and title in visible(page), view
    for path in ("/+aenderungen", "/Kategorie/Beitrag", f"/{title}/Unten"):
        assert not acts(wiki.of(SOMMER).html(path)), path
