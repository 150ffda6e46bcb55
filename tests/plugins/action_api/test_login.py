"""Logging in with bot passwords: what opens, what does not, and when it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import session
from moin import flaskg

from familienkonferenz.config import load
from familienkonferenz.plugins import bot_passwords
from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.grants import GRANTS


def test_a_bot_password_opens_the_api(api: Any, bot_password: str) -> None:
    """After login the caller is the account, with its groups and rights."""
    assert api.log_in("Konferenzbot@test", bot_password)["result"] == "Success"
    info = api.query(meta="userinfo", uiprop="groups|rights")["userinfo"]
    assert info["name"] == "Konferenzbot"
    assert info["id"] > 0
    assert set(info["groups"]) == {"bot", "*", "user"}
    assert {"bot", "apihighlimits", "edit"} <= set(info["rights"])


@pytest.mark.parametrize("module", ["login", "clientlogin"])
def test_a_person_s_own_password_opens_what_the_form_opens(api: Any, module: str) -> None:
    """As on MediaWiki; `login` warns of it, since a bot password can be taken back. For a purpose it is none."""
    reply = _with_own(api, module, "Lisa", "Kastanien im Herbst")
    assert ("deprecated" in reply) is (module == "login")
    assert api.query(meta="userinfo")["userinfo"]["name"] == "Lisa"
    assert api.client.get("/+konto").status_code == 200
    assert "FAIL" in _with_own(api, module, "Lisa@test", "Kastanien im Herbst").upper()


@pytest.mark.parametrize("module", ["login", "clientlogin"])
def test_wrong_own_passwords_are_counted_with_those_of_the_form(api: Any, module: str) -> None:
    """After so many the right one opens nothing either, here nor there."""
    for _ in range(load().limits.wrong_passwords.times):
        assert "FAIL" in _with_own(api, module, "Lisa", "falsch").upper()
    last = _with_own(api, module, "Lisa", "Kastanien im Herbst")
    assert "Success" not in last and "PASS" not in last
    form = api.client.get("/+anmelden").get_data(as_text=True)
    seal = form.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    sent = {"name": "Lisa", "password": "Kastanien im Herbst", "csrf_token": seal}
    assert api.client.post("/+anmelden", data=sent).status_code == 429


def _with_own(api: Any, module: str, name: str, password: str) -> str:
    """Sign in at the API with the account's own password; the whole reply as text."""
    token = api.token("login")
    if module == "login":
        return str(api.ask(action="login", lgname=name, lgpassword=password, lgtoken=token))
    return str(
        api.ask(
            action="clientlogin",
            username=name,
            password=password,
            logintoken=token,
            loginreturnurl="http://x/",
        )
    )


def test_unknown_names_and_wrong_passwords_look_alike(api: Any, bot_password: str) -> None:
    """A failed login does not tell which accounts have bot passwords."""
    wrong = [
        api.log_in("Konferenzbot@test", "falsch"), api.log_in("Niemand@test", bot_password),
        api.log_in("Konferenzbot@anderes", bot_password), api.log_in("Lisa@zweck", bot_password),
    ]  # fmt: skip
    assert all(reply == wrong[0] for reply in wrong)


def test_login_needs_the_session_s_token(api: Any, bot_password: str) -> None:
    """Without a token the reply brings one; a foreign one is refused."""
    fields = {"action": "login", "lgname": "Konferenzbot@test", "lgpassword": bot_password}
    asked = api.ask(**fields)["login"]
    assert asked["result"] == "NeedToken"
    assert api.ask(**fields, lgtoken="abc+\\")["login"]["result"] == "WrongToken"
    assert api.ask(**fields, lgtoken=asked["token"])["login"]["result"] == "Success"


def test_login_begins_a_new_session(api: Any, bot_password: str) -> None:
    """What a visitor's session held, and its tokens, do not survive the login: nobody can plant a session."""
    planted = api.token("login")
    with api.client.session_transaction() as before:
        before["geplant"] = "von fremder Hand"
    api.log_in("Konferenzbot@test", bot_password)
    with api.client.session_transaction() as after:
        assert "geplant" not in after
    assert api.token("login") != planted


def test_passwords_and_tokens_in_the_address_are_refused(api: Any, bot_password: str) -> None:
    """Addresses end in logs: secrets are taken from the body of a POST only."""
    reply = api.client.post(f"/api.php?action=login&format=json&lgpassword={bot_password}").get_json()
    assert reply["error"]["code"] == "mustpostparams"
    assert api.client.get("/api.php?action=login&format=json").get_json()["error"]["code"] == "mustbeposted"


def test_a_bot_s_session_does_not_open_the_wiki_s_pages(
    wiki_app: ConferenceApp, api: Any, bot_password: str
) -> None:
    """Outside of the API the bot's cookie is a visitor's."""
    api.log_in("Konferenzbot@test", bot_password)
    with api.client as client:
        client.get("/")
        assert not flaskg.user.valid
        client.get("/api.php?action=query&meta=userinfo&format=json")
        assert flaskg.user.valid
        assert "user.itemid" not in session


@pytest.mark.parametrize(
    "end", [bot_passwords.revoke, lambda name, purpose: bot_passwords.give(name, purpose, GRANTS)]
)
def test_a_revoked_password_ends_its_sessions(enter: Any, acting_as: Any, end: Any) -> None:
    """The next request after revoking is a visitor's; so it is after the password was made anew."""
    bot = enter("Konferenzbot")
    assert bot.query(meta="userinfo")["userinfo"]["id"] > 0
    with acting_as(""):
        end("Konferenzbot", "test")
    assert bot.query(meta="userinfo")["userinfo"]["anon"] is True


def test_logging_out_ends_the_session(enter: Any) -> None:
    """Logout needs the token, then the caller is a visitor and the old token is void."""
    bot = enter("Konferenzbot")
    token = bot.token()
    assert bot.code(action="logout", token="falsch+\\") == "badtoken"
    assert bot.ask(action="logout", token=token) == {}
    assert bot.query(meta="userinfo")["userinfo"]["anon"] is True
    assert bot.code(action="edit", title="Beitrag/1", text="x", token=token) == "badtoken"


def test_tokens_belong_to_one_session(enter: Any, api: Any) -> None:
    """Another session of the same account has other tokens; visitors have the constant one."""
    first, second = enter("Lisa"), enter("Frau Sommer")
    assert first.token() != second.token()
    assert first.token() == first.token()
    assert api.token() == "+\\"
    assert second.code(action="edit", title="Beitrag/1", text="x", token=first.token()) == "badtoken"


def test_a_token_says_when_it_was_made(enter: Any, clock: Any) -> None:
    """It holds as long as the session; who wants may ask for a young one."""
    lisa = enter("Lisa")
    token = lisa.token()
    clock.now += timedelta(minutes=10)
    fields = {"action": "checktoken", "type": "csrf", "token": token}
    assert lisa.ask(**fields)["checktoken"] == {"result": "valid", "generated": "2026-11-15T12:00:00Z"}
    assert lisa.ask(**fields, maxtokenage=600)["checktoken"]["result"] == "valid"
    assert lisa.ask(**fields, maxtokenage=599)["checktoken"]["result"] == "expired"
    assert lisa.ask(**fields | {"type": "rollback"})["checktoken"]["result"] == "invalid"
    assert lisa.ask(**fields | {"token": "x"})["checktoken"] == {"result": "invalid"}


def test_assertions_tell_a_lost_session(api: Any, enter: Any) -> None:
    """`assert` and `assertuser` fail with MediaWiki's codes before anything is done."""
    assert api.code(action="query", **{"assert": "user"}) == "assertuserfailed"
    lisa = enter("Lisa")
    assert lisa.code(action="query", **{"assert": "bot"}) == "assertbotfailed"
    assert lisa.code(action="query", **{"assert": "anon"}) == "assertanonfailed"
    assert lisa.code(action="query", assertuser="Konferenzbot") == "assertnameduserfailed"
    assert "error" not in enter("Konferenzbot").ask(
        action="query", assertuser="Konferenzbot", **{"assert": "bot"}
    )


def test_roles_are_groups(enter: Any) -> None:
    """Participants are users, bots are bots, moderators are sysops."""
    groups = {
        name: set(enter(name).query(meta="userinfo", uiprop="groups")["userinfo"]["groups"]) - {"*"}
        for name in ("Lisa", "Konferenzbot", "Frau Sommer")
    }
    assert groups == {"Lisa": {"user"}, "Konferenzbot": {"bot", "user"}, "Frau Sommer": {"sysop", "user"}}


def test_a_browser_s_session_needs_the_token_too(api: Any, acting_as: Any, write: Any) -> None:
    """Somebody who is signed in at the form cannot be made to write by a foreign page; logging out ends it all."""
    write("Thema/A", "a")
    with acting_as("Lisa"):
        session_token = flaskg.user.get_session_token()
        item_id = flaskg.user.itemid
    with api.client.session_transaction() as browser:
        browser |= {
            "user.itemid": item_id, "user.trusted": False, "user.auth_method": "moin", "user.auth_attribs": (),
            "user.session_token": session_token,
        }  # fmt: skip
    assert api.query(meta="userinfo")["userinfo"]["name"] == "Lisa"
    assert api.code(action="edit", title="Thema/A", text="x") == "missingparam"
    assert api.code(action="edit", title="Thema/A", text="x", token="+\\") == "badtoken"
    assert "edit" in api.edit("Thema/A", text="Lisas Satz")
    cookie = api.client.get_cookie("session")
    api.ask(action="logout", token=api.token())
    api.client.set_cookie("session", cookie.value)
    assert api.query(meta="userinfo")["userinfo"]["anon"] is True
