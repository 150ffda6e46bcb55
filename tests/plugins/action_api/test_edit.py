"""action=edit: compare-and-swap, and what refuses it."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from familienkonferenz.plugins.app import ConferenceApp


def text_of(api: Any, title: str) -> str:
    """The newest text of a page."""
    page = api.page(title, prop="revisions", rvprop="content", rvslots="main")
    content: str = page["revisions"][0]["slots"]["main"]["content"]
    return content


def test_a_bot_creates_and_edits(enter: Any) -> None:
    """The reply names old and new revision; a second save of the same text changes nothing."""
    bot = enter("Konferenzbot")
    made = bot.edit("Beitrag/1", text="Mehr Bänke.\r\n", summary="Bot:\nangelegt", createonly=1, bot=1)[
        "edit"
    ]
    assert (made["result"], made["new"], made["oldrevid"]) == ("Success", True, 0)
    again = bot.edit("Beitrag/1", text="Mehr Bänke.")["edit"]
    assert again["nochange"] is True
    assert "newrevid" not in again
    changed = bot.edit("Beitrag/1", text="Mehr Bänke!", baserevid=made["newrevid"])["edit"]
    assert changed["oldrevid"] == made["newrevid"]
    newest, oldest = bot.page("Beitrag/1", prop="revisions", rvlimit=2, rvprop="comment|user|ids")[
        "revisions"
    ]
    assert (oldest["comment"], oldest["user"]) == ("Bot: angelegt", "Konferenzbot")
    assert newest["revid"] == changed["newrevid"]
    changes = bot.query(list="recentchanges", rcprop="flags|ids")["recentchanges"]
    assert [change["bot"] for change in changes[:2]] == [False, True]


def test_changes_to_the_same_lines_are_a_conflict(enter: Any) -> None:
    """The later writer gets `editconflict`, the earlier text stays."""
    bot = enter("Konferenzbot")
    base = bot.edit("Thema/A", text="Anfang\n\nMitte\n\nEnde")["edit"]["newrevid"]
    bot.edit("Thema/A", text="Anfang\n\nMitte eins\n\nEnde", baserevid=base)
    late = bot.edit("Thema/A", text="Anfang\n\nMitte zwei\n\nEnde", baserevid=base)
    assert late["error"]["code"] == "editconflict"
    assert text_of(bot, "Thema/A") == "Anfang\n\nMitte eins\n\nEnde"


def test_changes_to_other_lines_are_merged(enter: Any) -> None:
    """Both changes stand."""
    bot = enter("Konferenzbot")
    base = bot.edit("Thema/A", text="Anfang\n\nMitte\n\nEnde")["edit"]["newrevid"]
    bot.edit("Thema/A", text="Anfang!\n\nMitte\n\nEnde", baserevid=base)
    assert "edit" in bot.edit("Thema/A", text="Anfang\n\nMitte\n\nEnde!", baserevid=base)
    assert text_of(bot, "Thema/A") == "Anfang!\n\nMitte\n\nEnde!"


def test_a_base_of_another_page_is_a_conflict(enter: Any) -> None:
    """A revision id that is not this page's, or does not exist, overwrites nothing."""
    bot = enter("Konferenzbot")
    other = bot.edit("Thema/B", text="b")["edit"]["newrevid"]
    bot.edit("Thema/A", text="a")
    for base in (other, 9999, 0):
        assert bot.edit("Thema/A", text="x", baserevid=base)["error"]["code"] == "editconflict"


def test_createonly_and_nocreate(enter: Any) -> None:
    """Creating what is there, or editing what is not, is refused with the codes that pywikibot knows."""
    bot = enter("Konferenzbot")
    bot.edit("Beitrag/1", text="eins")
    assert bot.edit("Beitrag/1", text="zwei", createonly=1)["error"]["code"] == "articleexists"
    assert bot.edit("Beitrag/2", text="zwei", nocreate=1)["error"]["code"] == "missingtitle"
    assert bot.edit("Beitrag/2", text="zwei", baserevid=1)["error"]["code"] == "missingtitle"


def test_of_eight_creators_one_wins(wiki_app: ConferenceApp, enter: Any) -> None:
    """One page is made, seven are told; nobody's text is lost without a word."""
    bots = [enter("Konferenzbot")]
    token, cookie = bots[0].token(), bots[0].client.get_cookie("session")
    for _ in range(7):
        client = wiki_app.test_client()
        client.set_cookie("session", cookie.value)
        bots.append(type(bots[0])(client))

    def create(number: int) -> str:
        reply = bots[number].ask(
            action="edit", title="Beitrag/7", text=f"Text {number}", createonly=1, token=token
        )
        return str(reply.get("error", {}).get("code") or reply["edit"]["result"])

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(create, range(8)))
    assert sorted(results) == ["Success", *["articleexists"] * 7]
    winner = results.index("Success")
    assert text_of(bots[0], "Beitrag/7") == f"Text {winner}"


def test_the_time_of_the_base_works_to_the_second(enter: Any) -> None:
    """`basetimestamp` names the newest revision of that second; an older time is a conflict."""
    bot = enter("Konferenzbot")
    made = bot.edit("Thema/A", text="a")["edit"]
    assert "edit" in bot.edit("Thema/A", text="b", basetimestamp=made["newtimestamp"])
    assert (
        bot.edit("Thema/A", text="c", basetimestamp="2001-01-01T00:00:00Z")["error"]["code"] == "editconflict"
    )


def test_adding_to_a_page(enter: Any) -> None:
    """Text before, text behind, and a new section with its heading."""
    bot = enter("Konferenzbot")
    bot.edit("Diskussion:Thema/A", text="Mitte")
    bot.edit("Diskussion:Thema/A", prependtext="Vorn\n", appendtext="\nHinten")
    assert text_of(bot, "Diskussion:Thema/A") == "Vorn\nMitte\nHinten"
    bot.edit("Diskussion:Thema/A", section="new", sectiontitle="Rutsche", text="Ja!")
    assert text_of(bot, "Diskussion:Thema/A") == "Vorn\nMitte\nHinten\n\n== Rutsche ==\n\nJa!"
    assert bot.edit("Diskussion:Thema/A", section="3", text="x")["error"]["code"] == "nosuchsection"


def test_four_tildes_become_a_signature(enter: Any) -> None:
    """Name and time of who saves, in the city's time; what stands in `<nowiki>` and what was there before stays."""
    bot = enter("Konferenzbot")
    title = "Diskussion:Thema/A"
    bot.edit(title, text="Gut. ~~~~ <nowiki>~~~~</nowiki>")
    signed = (
        "Gut. [[Benutzer:Konferenzbot|Konferenzbot]] ([[Benutzer Diskussion:Konferenzbot|Diskussion]])"
        " 13:00, 15. Nov. 2026 (CET) <nowiki>~~~~</nowiki>"
    )
    assert text_of(bot, title) == signed
    enter("Frau Sommer").edit(title, appendtext=" Ja. ~~~")
    assert text_of(bot, title) == (
        f"{signed} Ja. [[Benutzer:Frau Sommer|Frau Sommer]] ([[Benutzer Diskussion:Frau Sommer|Diskussion]])"
    )


def test_eight_appends_at_once_all_stand(wiki_app: ConferenceApp, enter: Any) -> None:
    """Appending reads and saves under one lock."""
    bot = enter("Konferenzbot")
    token, cookie = bot.token(), bot.client.get_cookie("session")

    def append(number: int) -> None:
        client = wiki_app.test_client()
        client.set_cookie("session", cookie.value)
        reply = type(bot)(client).ask(
            action="edit", title="Thema/A", appendtext=f"\nZeile {number}", token=token
        )
        assert "edit" in reply, reply

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(8)))
    assert sorted(text_of(bot, "Thema/A").split()) == sorted(
        "\n".join(f"Zeile {n}" for n in range(8)).split()
    )


def test_the_checksum_is_checked(enter: Any) -> None:
    """A text that was cut on its way is refused."""
    bot = enter("Konferenzbot")
    right = hashlib.md5("Grüße".encode()).hexdigest()
    assert "edit" in bot.edit("Thema/A", text="Grüße", md5=right)
    assert bot.edit("Thema/A", text="Grü", md5=right)["error"]["code"] == "badmd5"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "Thema/A"}, "missingparam"),
        ({"text": "x"}, "missingparam"),
        ({"title": "Thema/A", "pageid": "1", "text": "x"}, "invalidparammix"),
        ({"pageid": "9999", "text": "x"}, "nosuchpageid"),
        ({"title": "A[b", "text": "x"}, "invalidtitle"),
        ({"title": "Spezial:Alle", "text": "x"}, "pagecannotexist"),
        ({"title": "Thema/A", "text": "ä" * 300_000}, "contenttoobig"),
        ({"title": "Thema/A", "text": "x", "contentmodel": "css"}, "badvalue"),
    ],
)
def test_what_cannot_be_saved_says_why(enter: Any, fields: dict[str, str], code: str) -> None:
    """Each refusal has MediaWiki's code."""
    bot = enter("Konferenzbot")
    assert bot.code(action="edit", token=bot.token(), **fields) == code


def test_visitors_and_participants_may_what_the_gate_says(api: Any, enter: Any, write: Any) -> None:
    """Visitors write nothing; participants edit topics and talk, not the frame, and make no pages."""
    write("Thema/A", "a")
    write("Startseite", "s")
    refused = api.ask(action="edit", title="Thema/A", text="x", token="+\\")["error"]
    assert refused["code"] == "permissiondenied"
    assert "melden Sie sich" in refused["info"]
    lisa = enter("Lisa")
    assert "edit" in lisa.edit("Thema/A", text="Lisas Satz")
    for title in ("Startseite", "Thema/Neu", "Beitrag/1", "Konferenz/Fenster"):
        assert lisa.edit(title, text="x")["error"]["code"] in ("cantcreate", "permissiondenied")
    change = lisa.edit("Thema/A", text="Als Bot?", bot=1)["edit"]
    assert change["result"] == "Success"
    assert lisa.query(list="recentchanges", rcprop="flags")["recentchanges"][0]["bot"] is False


def test_before_the_beginning_nothing_is_saved_or_kept(enter: Any, write: Any, clock: Any) -> None:
    """An early edit is `protectedpage`; no copy is made."""
    write("Thema/A", "a")
    clock.before()
    error = enter("Lisa").edit("Thema/A", text="zu früh")["error"]
    assert error["code"] == "protectedpage"
    assert "nicht geöffnet" in error["info"]
    assert enter("Frau Sommer").page("Konferenz/Nachzügler")["missing"] is True


def test_what_comes_late_is_kept_for_the_moderators(enter: Any, write: Any, clock: Any) -> None:
    """A late edit is refused, says so, and its text lies on a page that only the staff reads."""
    write("Thema/A", "a")
    lisa = enter("Lisa")
    clock.after()
    error = lisa.edit("Thema/A", text="Der Satz kam zu spät.", summary="noch schnell")["error"]
    assert error["code"] == "protectedpage"
    assert "nicht verloren" in error["info"]
    assert text_of(lisa, "Thema/A") == "a"
    assert "Der Satz kam zu spät." in text_of(enter("Frau Sommer"), "Konferenz/Nachzügler")
    assert lisa.page("Konferenz/Nachzügler")["missing"] is True
    assert "edit" in enter("Konferenzbot").edit("Auswertung", text="Bots schreiben weiter.")
