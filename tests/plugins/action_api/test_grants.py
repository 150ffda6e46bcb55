"""What a bot password allows: the rights that both the account and the grants have; the codes are MediaWiki's.

The real MediaWiki of Debian's package was asked the same: an account in the groups sysop and bot, the grants named.
"""

from __future__ import annotations

from typing import Any

import pytest

from familienkonferenz.plugins import bot_passwords
from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.grants import GRANTS, rights_of
from familienkonferenz.plugins.services import services
from familienkonferenz.plugins.storage.acts import Acts
from familienkonferenz.plugins.storage.derive import derive

from .conftest import Api


@pytest.fixture
def program(wiki_app: ConferenceApp, acting_as: Any) -> Any:
    """`program("basic", "editpage")` is a program of the moderator's with these grants."""

    def log_in(*grants: str, name: str = "Frau Sommer", purpose: str = "probe") -> Api:
        with acting_as(""):
            secret = bot_passwords.give(name, purpose, grants)
        api = Api(wiki_app.test_client())
        assert api.log_in(f"{name}@{purpose}", secret)["result"] == "Success"
        return api

    return log_in


def _rights(api: Api) -> set[str]:
    return set(api.query(meta="userinfo", uiprop="rights")["userinfo"]["rights"])


def test_the_rights_of_a_session_are_those_of_account_and_grants(program: Any, enter: Any) -> None:
    """userinfo says what both have, the groups stay the account's, and reading is always among it."""
    everything = _rights(enter("Frau Sommer"))
    reader = program("basic")
    assert _rights(reader) == everything & rights_of(("basic",))
    assert "sysop" in reader.query(meta="userinfo", uiprop="groups")["userinfo"]["groups"]
    assert {"edit", "minoredit"} <= _rights(program("editpage")) - _rights(reader)
    assert _rights(program(*GRANTS)) == everything
    assert "delete" not in _rights(program(*GRANTS, name="Konferenzbot"))


_ASKED: tuple[dict[str, str], ...] = (
    {"action": "edit", "title": "Thema/A", "text": "neu"},
    {"action": "edit", "title": "Thema/Neu", "text": "neu"},
    {"action": "edit", "title": "Thema/Geschützt", "text": "neu"},
    {"action": "move", "from": "Thema/A", "to": "Thema/Z"},
    {"action": "delete", "title": "Thema/Geschützt"},
    {"action": "protect", "title": "Thema/A", "protections": "edit=sysop"},
    {"action": "undelete", "title": "Thema/Weg"},
    {"action": "rollback", "title": "Thema/A", "user": "Frau Sommer"},
)


@pytest.mark.parametrize(
    ("grants", "codes"),
    [
        (("basic",), ("permissiondenied", "permissiondenied", "permissiondenied", "cantmove", "permissiondenied",
                      "permissiondenied", "permissiondenied", "permissiondenied")),
        (("editpage",), ("", "cantcreate", "protectedpage", "cantmove", "permissiondenied", "permissiondenied",
                         "permissiondenied", "permissiondenied")),
        (("editprotected",), ("", "cantcreate", "", "cantmove", "permissiondenied", "permissiondenied",
                              "permissiondenied", "permissiondenied")),
        (("createeditmovepage",), ("", "", "protectedpage", "", "permissiondenied", "permissiondenied",
                                   "permissiondenied", "permissiondenied")),
        (("delete", "editprotected"), ("", "cantcreate", "", "cantmove", "", "permissiondenied", "",
                                       "permissiondenied")),
    ],
    ids=lambda value: "+".join(value) if "" not in value and len(value) < 4 else "codes",
)  # fmt: skip
def test_a_program_does_what_its_grants_allow(
    program: Any, write: Any, enter: Any, grants: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    """Of a moderator's program every change asks for its grant, and the refusals have MediaWiki's codes."""
    moderator = enter("Frau Sommer")
    for name in ("A", "Geschützt", "Weg"):
        write(f"Thema/{name}", "alt")
    moderator.ask(
        action="protect", title="Thema/Geschützt", protections="edit=sysop", token=moderator.token()
    )
    moderator.ask(action="delete", title="Thema/Weg", token=moderator.token())
    api = program(*grants)
    tokens = {"rollback": api.token("rollback")}
    said = [
        api.ask(**asked, token=tokens.get(asked["action"]) or api.token()).get("error", {}).get("code", "")
        for asked in _ASKED
    ]
    assert tuple(said) == codes


def test_marks_and_limits_take_their_grant(program: Any, write: Any) -> None:
    """Without `highvolume` an edit is not marked as a bot's, `assert=bot` fails, and lists have people's limits."""
    write("Thema/A", "alt")
    plain, much = (program(*grants, name="Konferenzbot", purpose=grants[-1])
                   for grants in (("editpage",), ("editpage", "highvolume")))  # fmt: skip
    assert plain.code(action="query", **{"assert": "bot"}) == "assertbotfailed"
    assert "error" not in much.ask(action="query", **{"assert": "bot"})
    marks = []
    for api, text in ((plain, "eins"), (much, "zwei")):
        api.edit("Thema/A", text=text, bot=1)
        changes = api.query(list="recentchanges", rclimit=1, rcprop="flags")["recentchanges"]
        marks.append(changes[0]["bot"])
    assert marks == [False, True]
    assert "warnings" in plain.ask(action="query", list="allpages", aplimit=5000)
    assert "warnings" not in much.ask(action="query", list="allpages", aplimit=5000)


def test_private_pages_take_their_grant(program: Any, write: Any) -> None:
    """What only the moderation reads, a moderator's program reads when it was allowed to."""
    write("Konferenz/Nachzügler", "zu spät")
    assert program("editpage").page("Konferenz/Nachzügler", prop="info").get("missing") is True
    assert "missing" not in program("privateinfo").page("Konferenz/Nachzügler", prop="info")


def test_other_grants_end_the_sessions(program: Any) -> None:
    """A bot password that is made anew with fewer grants leaves no session with the old ones."""
    before = program("editpage")
    program("basic")
    assert before.query(meta="userinfo")["userinfo"]["anon"] is True


def test_a_move_over_a_redirect_takes_no_grant_to_delete(program: Any, write: Any) -> None:
    """Whoever may move pages may move one back over the redirect that a move has left."""
    write("Thema/A", "alt")
    api = program("createeditmovepage")
    assert "move" in api.ask(action="move", to="Thema/B", token=api.token(), **{"from": "Thema/A"})
    assert "move" in api.ask(action="move", to="Thema/A", token=api.token(), **{"from": "Thema/B"})


def test_what_a_program_did_is_logged_and_derived(
    program: Any, write: Any, acting_as: Any, wiki_app: ConferenceApp
) -> None:
    """Each change leaves its purpose, people's leave none; deriving the catalogue anew gives the same log."""
    write("Thema/A", "von Hand")
    api = program(*GRANTS)
    edited = api.edit("Thema/A", text="vom Programm")["edit"]["newrevid"]
    api.ask(action="protect", title="Thema/A", protections="edit=sysop", token=api.token())
    write("Thema/A", "wieder von Hand")
    with acting_as("Frau Sommer"):
        log = Acts(services().database)
        before = log.of("Frau Sommer", "probe")
        assert [row.action for row in before] == ["PROTECT", "SAVE"]
        assert before[-1].rev_id == edited
        derive(services(), wiki_app.storage)
        assert log.of("Frau Sommer", "probe") == before
        assert [(found.purpose, found.acts) for found in log.programs()] == [("probe", 2)]


def test_a_password_from_the_time_before_grants_has_all_of_them(
    wiki_app: ConferenceApp, acting_as: Any, program: Any
) -> None:
    """What older wikis kept, a hash alone, goes on opening what it opened."""
    from familienkonferenz.plugins import accounts

    with acting_as(""):
        secret = bot_passwords.give("Frau Sommer", "alt", ["basic"])
        with accounts.changing("Frau Sommer") as user:
            kept = user.profile[accounts.BOT_PASSWORDS]
            user.profile[accounts.BOT_PASSWORDS] = {**kept, "alt": kept["alt"]["hash"]}
    api = Api(wiki_app.test_client())
    assert api.log_in("Frau Sommer@alt", secret)["result"] == "Success"
    assert "delete" in _rights(api)
