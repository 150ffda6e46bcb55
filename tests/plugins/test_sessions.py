"""Accounts and sessions: who is who, and for how long."""

from __future__ import annotations

import pytest
from moin import flaskg
from moin.items import Item
from moin.user import User

from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.accounts import AccountError
from familienkonferenz.plugins.gate import Role

from .core import LISA, PASSWORD, ROBOT, TOPIC, TYPED, VISITOR, Wiki, fields
from .plain import signed_in
from .scene import PURPOSE

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
    answer = browser.client.post("/+beitrag", data={"csrf_token": planted, "title": "x", "text": TYPED})
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
