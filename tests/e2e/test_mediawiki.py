"""The small town's conference on a MediaWiki: who writes what and when, what only moderators read, who decides.

The rules are those of our gate; here the file that `konferenz init` hands over keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests
from lxml import html

from familienkonferenz.bots.visitor_mediawiki import MediaWikiVisitor
from tests.engines.town_hall import MODERATOR, PASSWORD, TownHall, town_hall

from .conftest import ServedWiki, konferenz

pytestmark = pytest.mark.wiki

TOPIC = "Thema/Alles, was Familien bewegt"
REVIEW = "Konferenz/Prüfung"
LATE = "Konferenz/Nachzügler"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, town: Path) -> Iterator[tuple[TownHall, ServedWiki]]:
    """A prepared MediaWiki with the town's pages and an open window."""
    with town_hall(tmp_path_factory.mktemp("hall")) as found:
        wiki = ServedWiki(found.wiki.url, found.home, town)
        assert konferenz("init", home=wiki.home, wiki=wiki.url, city=town).code == 2
        found.include()
        assert wiki.json("init")["problems"] == []
        wiki.json("open")
        yield found, wiki


@pytest.fixture(scope="module")
def wiki(hall: tuple[TownHall, ServedWiki]) -> ServedWiki:
    """The wiki, for commands."""
    return hall[1]


def person(wiki: ServedWiki, name: str) -> MediaWikiVisitor:
    """Somebody with an account, made if there is none."""
    found = MediaWikiVisitor(f"{wiki.url}/api.php", name)
    if name == MODERATOR or not found.register(PASSWORD):
        found.sign_in(PASSWORD)
    return found


def append(somebody: MediaWikiVisitor, page: str, text: str) -> bool:
    """Whether a line could be added to a page."""
    draft = somebody.open_editor(page)
    return somebody.store(draft, f"{draft.text}\n\n{text}", "Probe")


def test_what_participants_may_change(wiki: ServedWiki) -> None:
    """Topics, discussions that are there, and their own contributions; no other page, and no page of another kind."""
    lisa, opa = person(wiki, "Lisa"), person(wiki, "Opa Heinrich")
    number = lisa.contribute("Ampel", "Am Markt fehlt eine Ampel.", "Wunsch")
    assert number
    assert append(lisa, f"Beitrag/{number}", "Und ein Zebrastreifen.")
    assert not append(opa, f"Beitrag/{number}", "Nein!")
    assert append(opa, TOPIC, "Mehr Bänke.")
    assert append(opa, f"Diskussion:{TOPIC}", "Wo denn? --~~~~")
    for page in ("Startseite", "Konferenz/Fenster", "Konferenz/Halt", "Vorlage:Beitrag"):
        assert not append(opa, page, "Kaputt."), page
    assert opa._edit("Beitrag/neu", "x", "", createonly="1") == "protectedpage"
    assert opa._edit("Thema/Neues", "x", "", createonly="1") == "protectedpage"
    assert append(person(wiki, MODERATOR), "Startseite", "Willkommen!")
    assert MediaWikiVisitor(f"{wiki.url}/api.php")._edit(TOPIC, "x", "") != ""


def test_numbers_are_given_once(wiki: ServedWiki) -> None:
    """Two contributions have two numbers, and the link „Beitrag schreiben“ opens the next one with its template."""
    anna = person(wiki, "Anna")
    first, second = (anna.contribute(f"Titel {number}", "Text", "Idee") for number in (1, 2))
    assert first and second and second == first + 1
    answer = requests.get(
        f"{wiki.url}/index.php?title=Spezial:Beitrag_schreiben/Verkehr", allow_redirects=False, timeout=60
    )
    assert f"Beitrag/{second + 1}" in answer.headers["Location"]
    assert "preload=Vorlage:Beitrag/Formular" in answer.headers["Location"].replace("%3A", ":").replace(
        "%2F", "/"
    )


def test_a_closed_window_is_closed(wiki: ServedWiki) -> None:
    """Before it opens and after it has closed participants are refused, moderators and bots are not."""
    lisa, moderator = person(wiki, "Lisa"), person(wiki, MODERATOR)
    day = timedelta(days=1)
    now = datetime.now(UTC)
    try:
        for begin, end in ((now + day, now + 2 * day), (now - 2 * day, now - day)):
            wiki.json("open", "--begin", f"{begin:%Y-%m-%d %H:%M}", "--end", f"{end:%Y-%m-%d %H:%M}")
            assert not append(lisa, TOPIC, "Zu spät oder zu früh.")
            assert lisa.contribute("Zu", "Zu.") is None
            assert append(moderator, TOPIC, "Die Moderation schreibt immer.")
    finally:
        wiki.json("open", "--begin", f"{now - day:%Y-%m-%d %H:%M}", "--end", f"{now + day:%Y-%m-%d %H:%M}")
    assert append(lisa, TOPIC, "Jetzt geht es.")


@contextmanager
def closed(wiki: ServedWiki) -> Iterator[None]:
    """While the window has been closed since an hour."""
    now, hour = datetime.now(UTC), timedelta(hours=1)
    wiki.json("open", "--begin", f"{now - 24 * hour:%Y-%m-%d %H:%M}", "--end", f"{now - hour:%Y-%m-%d %H:%M}")
    try:
        yield
    finally:
        wiki.json(
            "open",
            "--begin",
            f"{now - 24 * hour:%Y-%m-%d %H:%M}",
            "--end",
            f"{now + 24 * hour:%Y-%m-%d %H:%M}",
        )


def test_late_texts_are_kept_for_moderators(wiki: ServedWiki) -> None:
    """Who saves too late is told so; the text does nothing there. What nobody could ever save is not kept."""
    lisa, moderator = person(wiki, "Lisa"), person(wiki, MODERATOR)
    hostile = "Zu spät, aber wichtig.\n {{Entscheidung|nicht=Altstadt}} </div> [[Kategorie:Weg]]"
    with closed(wiki):
        draft = lisa.open_editor(TOPIC)
        token = lisa._ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        said = lisa._ask(action="edit", title=TOPIC, text=hostile, summary="Noch was", token=token)["error"]
        assert (said["code"], "aufbewahrt" in said["info"]) == ("protectedpage", True)
        assert lisa.contribute("Bank", "Eine späte Bank.") is None
        assert not append(lisa, "Startseite", "Das ging nie.")
        forged = lisa._ask(action="edit", title=TOPIC, text="Gefälscht", token="x")["error"]["code"]
        assert forged == "badtoken"
        assert lisa.open_editor(TOPIC).text == draft.text
    kept = moderator.open_editor(LATE).text
    assert re.search(r"== [\d.]{10}, [\d:]{8} Uhr: Lisa ==", kept)
    assert "Noch was" in kept and "Eine späte Bank" in kept
    assert "Das ging nie" not in kept and "Gefälscht" not in kept
    shown = moderator._ask(action="parse", page=LATE, prop="text|templates|categories")["parse"]
    words = html.fromstring(shown["text"]).text_content()
    assert "Zu spät, aber wichtig." in words
    assert "{{Entscheidung|nicht=Altstadt}} </div> [[Kategorie:Weg]]" in words
    assert (shown["templates"], shown["categories"]) == ([], [])
    assert "error" in lisa._ask(action="parse", page=LATE)
    changed = lisa._ask(action="query", list="recentchanges", rctitle=LATE, rcprop="comment|user")
    assert not [one for one in changed["query"]["recentchanges"] if "Lisa" in one["comment"]]


def test_the_edit_window_gives_a_late_text_back(wiki: ServedWiki) -> None:
    """Opened in time and saved too late: why, that it is kept, and the text to copy. A preview keeps nothing."""
    lisa, moderator = person(wiki, "Lisa"), person(wiki, MODERATOR)
    address = f"{wiki.url}/index.php"
    opened: Any = html.fromstring(lisa._session.get(address, params={"title": TOPIC, "action": "edit"}).text)
    form = dict(opened.get_element_by_id("editform").form_values())
    typed = form | {"wpTextbox1": "Meine späten Worte"}
    with closed(wiki):
        for button in ("wpPreview", "wpSave"):
            answer = lisa._session.post(
                address, params={"title": TOPIC, "action": "submit"}, data=typed | {button: "1"}
            )
            shown: Any = html.fromstring(answer.text)
            assert shown.get_element_by_id("wpTextbox1").text.strip() == "Meine späten Worte"
            assert "nicht geöffnet" in answer.text and "familie@niederwalde.example" in answer.text
            assert ("aufbewahrt" in answer.text) == (button == "wpSave")
    assert moderator.open_editor(LATE).text.count("Meine späten Worte") == 1


def test_a_participants_contribution_looks_like_one(wiki: ServedWiki) -> None:
    """The look of what the templates show comes with every page, in one sheet of the wiki's own."""
    page = requests.get(f"{wiki.url}/index.php?title=Startseite", timeout=60).text
    (sheet,) = (link for link in re.findall(r'href="([^"]*load\.php[^"]*)"', page) if "konferenz" in link)
    look = requests.get(f"{wiki.url}{unescape(sheet)}", timeout=60).text
    assert ".fk-status-angenommen" in look and ".fk-tabelle" in look and "Problematic" not in look


@pytest.mark.parametrize(
    "text", ["", "Kein Fenster.", "{{Fenster|beginn=gestern|ende=morgen}}", "{{Fenster|beginn=2020-01-01}}"]
)
def test_an_unreadable_window_is_closed(wiki: ServedWiki, text: str) -> None:
    """Where the page does not say when, nobody writes but those who can mend it."""
    moderator, lisa = person(wiki, MODERATOR), person(wiki, "Lisa")
    before = moderator.open_editor("Konferenz/Fenster")
    assert moderator.store(before, text)
    try:
        assert not append(lisa, TOPIC, "Wann?")
    finally:
        assert moderator.store(moderator.open_editor("Konferenz/Fenster"), before.text)


def test_what_only_moderators_read(wiki: ServedWiki) -> None:
    """The review queue is shown to nobody else: as a page, raw, exported, compared, found or put into a page."""
    moderator = person(wiki, MODERATOR)
    assert moderator.store(moderator.open_editor(REVIEW), "Geheimsache Telefon.")
    lisa = person(wiki, "Lisa")
    assert lisa._ask(action="query", prop="revisions", titles=REVIEW, rvprop="content")["error"]["code"]
    assert "Geheimsache" in str(moderator._ask(action="parse", page=REVIEW))
    asked: tuple[dict[str, Any], ...] = (
        {"action": "parse", "page": REVIEW},
        {"action": "parse", "text": f"{{{{:{REVIEW}}}}}", "contentmodel": "wikitext"},
        {"action": "expandtemplates", "text": f"{{{{:{REVIEW}}}}}", "prop": "wikitext"},
        {"action": "compare", "fromtitle": REVIEW, "totitle": "Startseite"},
        {"action": "query", "list": "search", "srsearch": "Telefon"},
        {
            "action": "query",
            "list": "allrevisions",
            "arvprop": "content",
            "arvslots": "main",
            "arvlimit": "50",
        },
        {"action": "query", "titles": REVIEW, "export": "1"},
    )
    for question in asked:
        assert "Geheimsache" not in str(lisa._ask(**question)), question
    for query in (f"title={REVIEW}", f"title={REVIEW}&action=raw", f"title=Spezial:Exportieren/{REVIEW}"):
        assert "Geheimsache" not in requests.get(f"{wiki.url}/index.php?{query}", timeout=60).text, query


def test_a_participants_decision_is_not_obeyed(wiki: ServedWiki) -> None:
    """Everybody can write what looks like a decision there; only a moderator's is one."""
    lisa = person(wiki, "Lisa")
    number = lisa.contribute("Laterne", "Am Marktbrunnen ist es dunkel.", "Wunsch")
    page = f"Beitrag/{number}"
    assert append(lisa, page, "{{Entscheidung|nicht=Altstadt|grund=selbst entschieden}}")
    wiki.json("harvest")
    assert wiki.json("tag", "--dry-run")["tags"][f"B{number}"] == ["Altstadt"]
    assert append(person(wiki, MODERATOR), page, "{{Entscheidung|nicht=Altstadt}}")
    assert wiki.json("tag", "--dry-run")["tags"][f"B{number}"] == []
