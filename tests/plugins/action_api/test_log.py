"""The log: what is told of uploads, moves, protections and deletions, there and among the recent changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import ConferenceApp

from ..conftest import Clock
from ..pictures import picture
from .conftest import Api
from .test_upload import up

Enter = Callable[[str], Api]
FILE, PAGE = "Datei:Rutsche.png", "Thema/Ampel"


def _log(api: Api, **more: object) -> list[tuple[str, str, str]]:
    """Type, action and comment, the newest first; asked for in parts."""
    found = api.all("logevents", list="logevents", lelimit=2, **more)
    return [(event["type"], event["action"], event["comment"]) for event in found]


def _changes(api: Api, **more: object) -> list[tuple[str, str]]:
    """Type and action, the newest first; asked for in parts."""
    found = api.all("recentchanges", list="recentchanges", rclimit=1, rcprop="title|ids|loginfo", **more)
    return [(change["type"], change.get("logaction", "")) for change in found]


def _do(api: Api, action: str, **fields: str) -> dict[str, Any]:
    return api.ask(
        action=action, token=api.token(), **{key.strip("_"): value for key, value in fields.items()}
    )


def test_an_upload_stands_in_the_log_and_not_among_the_edits(enter: Enter) -> None:
    """The first version as `upload`, each further one as `overwrite`, with the hash; words about it are an edit."""
    api = enter("Frau Sommer")
    up(api, "Rutsche.png", picture("PNG", (64, 48)), comment="Erste")
    up(api, "Rutsche.png", picture("PNG", (64, 48), seed=9), comment="Zweite", ignorewarnings=1)
    _do(api, "edit", title=FILE, text="Im Zoo.")
    assert _log(api, letype="upload") == [("upload", "overwrite", "Zweite"), ("upload", "upload", "Erste")]
    assert _log(api, leaction="upload/overwrite") == [("upload", "overwrite", "Zweite")]
    assert _log(api, letitle=FILE)[-2:] == [("create", "create", "Erste"), ("upload", "upload", "Erste")]
    assert _changes(api, rctitle=FILE) == [("edit", ""), ("log", "overwrite"), ("log", "upload")]
    assert _changes(api, rctitle=FILE, rcdir="newer")[0] == ("log", "upload")
    assert _changes(api, rctitle=FILE, rctype="edit|new") == [("edit", "")]
    (first,) = api.query(list="logevents", leaction="upload/upload")["logevents"]
    (sha1,) = (
        one["sha1"] for one in api.page(FILE, prop="imageinfo", iilimit=9, iiprop="sha1")["imageinfo"][1:]
    )
    assert int(first["params"]["img_sha1"], 36) == int(sha1, 16)


def test_the_numbers_of_events_are_their_order(enter: Enter, write: Any) -> None:
    """No two are alike, though a new file's page and its first version are one revision."""
    api = enter("Frau Sommer")
    write(PAGE, "Eine Ampel.")
    up(api, "Rutsche.png", picture("PNG", (64, 48)))
    _do(api, "move", from_=PAGE, to="Thema/Ampeln")
    numbers = [event["logid"] for event in api.all("logevents", list="logevents", lelimit=1)]
    assert numbers == sorted(set(numbers), reverse=True)


def test_what_happens_to_a_page_is_no_edit_of_it(enter: Enter, write: Any, api: Api) -> None:
    """Moves, protections and deletions are of the type `log`; of what is gone only moderators hear."""
    sommer = enter("Frau Sommer")
    write(PAGE, "Eine Ampel.")
    _do(sommer, "move", from_=PAGE, to="Thema/Zwei", noredirect="1")
    _do(sommer, "protect", title="Thema/Zwei", protections="edit=sysop", expiry="2036-03-09T08:05:00Z")
    _do(sommer, "protect", title="Thema/Zwei", protections="edit=sysop", expiry="infinite")
    _do(sommer, "protect", title="Thema/Zwei", protections="edit=all")
    told = [action for _, action in _changes(api, rctype="log")]
    assert told == ["unprotect", "modify", "protect", "move"]
    (held,) = api.query(list="logevents", leaction="protect/protect")["logevents"]
    assert held["params"]["description"] == "\u200e[edit=sysop] (bis 9. März 2036, 08:05 Uhr (UTC))"
    _do(sommer, "delete", title="Thema/Zwei")
    assert _changes(sommer, rctitle="Thema/Zwei")[0] == ("log", "delete")
    assert _changes(api, rctype="log") == []


def test_the_log_narrows_by_what_recent_changes_are_asked(enter: Enter) -> None:
    """Account, bot, namespace and time count for what the log tells, as for edits; nothing of it is minor."""
    up(enter("Konferenzbot"), "Rutsche.png", picture("PNG", (64, 48)))
    api = enter("Frau Sommer")
    up(api, "Wippe.png", picture("PNG", (64, 48), seed=9))
    names = {
        asked: [row["title"] for row in api.query(list="recentchanges", rctype="log", **dict([asked]))["recentchanges"]]
        for asked in (
            ("rcuser", "Konferenzbot"), ("rcexcludeuser", "Konferenzbot"), ("rcshow", "bot"), ("rcshow", "minor"),
            ("rcnamespace", "0"), ("rcend", "2099-01-01T00:00:00Z"), ("rctoponly", "1"),
        )
    }  # fmt: skip
    assert list(names.values()) == [
        [FILE],
        ["Datei:Wippe.png"],
        [FILE],
        [],
        [],
        [],
        ["Datei:Wippe.png", FILE],
    ]


def test_an_account_says_since_when_it_is_there(enter: Enter, wiki_app: ConferenceApp, clock: Clock) -> None:
    """By `users`, `allusers` and `userinfo` alike."""
    with wiki_app.test_request_context("/"):
        wiki_app.preprocess_request()
        accounts.create("Berta", "Kastanien im Herbst")
    api = enter("Frau Sommer")
    made = clock.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    (user,) = api.query(list="users", ususers="Berta", usprop="registration")["users"]
    (listed,) = api.query(list="allusers", auprefix="Berta", auprop="registration")["allusers"]
    told = api.query(meta="userinfo", uiprop="registrationdate")["userinfo"]
    (own,) = api.query(list="users", ususers="Frau Sommer", usprop="registration")["users"]
    assert user["registration"] == listed["registration"] == made
    assert told["registrationdate"] == own["registration"] is not None
