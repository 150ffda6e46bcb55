"""Facts about the harvest: everything people said, each of it once, nothing dropped."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.contributions import Contribution, Event
from familienkonferenz.bots.harvest import Harvest, harvest
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sections import replace as put
from familienkonferenz.page_templates.contribution import ContributionText, compose

BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HANNOVER = ZoneInfo("Europe/Berlin")
TALK = "Diskussion:Thema/Verkehr und Sicherheit"


@dataclass(frozen=True)
class Topic:
    id: str
    page: str


TOPICS = (Topic("verkehr", "Verkehr und Sicherheit"), Topic("spielen", "Spielplätze und Grün"))
AMPEL = ContributionText(
    "Eine Ampel", "Wunsch", "Verkehr und Sicherheit", "List", None, "Unsere Kinder warten zu lange."
)


class Wiki:
    """A wiki small enough for a test: pages with their histories; a revision id is also the minute."""

    def __init__(self) -> None:
        self.pages: dict[int, list[Revision]] = {}
        self.titles: dict[str, int] = {}
        self.last = 100

    def save(self, user: str, title: str, text: str, comment: str = "", **more: bool) -> int:
        """Save a page, created where it is missing; `~~~~` becomes the signature."""
        page_id = self.titles.setdefault(title, 10 + len(self.pages))
        self.last += 1
        moment = BEGIN + timedelta(minutes=self.last)
        text = text.replace("~~~~", signature(user, moment))
        history = self.pages.setdefault(page_id, [])
        namespace = 1 if title.startswith("Diskussion:") else 0
        parent = history[-1].rev_id if history else 0
        history.append(
            Revision(page_id, title, namespace, self.last, parent, user, moment, comment, text, **more)
        )
        return self.last

    def move(self, user: str, old: str, new: str) -> None:
        """Move a page as MediaWiki does: an export shows all revisions under the new title."""
        page_id = self.titles.pop(old)
        self.titles[new] = page_id
        self.pages[page_id] = [replace(revision, title=new) for revision in self.pages[page_id]]
        text = self.pages[page_id][-1].text
        self.save(user, new, text, f"{user} verschob die Seite [[{old}]] nach [[{new}]]")
        self.save(user, old, f"#WEITERLEITUNG [[{new}]]")

    def text(self, title: str) -> str:
        return self.pages[self.titles[title]][-1].text

    def harvest(
        self,
        known: Mapping[str, Contribution] | None = None,
        since: int = 0,
        gone: Collection[str] = (),
    ) -> Harvest:
        """Harvest the pages that changed after the revision `since`."""
        changed = [r for history in self.pages.values() if history[-1].rev_id > since for r in history]
        return harvest(reversed(changed), known or {}, TOPICS, ("Konferenzbot",), HANNOVER, gone)


def signature(user: str, moment: datetime) -> str:
    local = moment.astimezone(HANNOVER)
    user = user or "Verborgen"
    return f"[[Benutzer:{user}|{user}]] {local:%H:%M}, {local.day}. Nov. {local.year} (CET)"


def by_id(found: Harvest) -> dict[str, Contribution]:
    return {one.id: one for one in found.contributions}


def test_a_contribution_page() -> None:
    """Fields, author of the first revision, times and revisions; the bot's save counts for nothing."""
    wiki = Wiki()
    first = wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    second = wiki.save(
        "Anna", "Beitrag/7", compose(replace(AMPEL, text="Unsere Kinder warten viel zu lange."))
    )
    wiki.save(
        "Konferenzbot", "Beitrag/7", put(wiki.text("Beitrag/7"), "status", "{{Einordnung|stadtteile=List}}")
    )
    found = wiki.harvest()
    assert found.problems == ()
    assert found.contributions == (
        Contribution(
            id="B7",
            source="beitrag",
            page="Beitrag/7",
            title="Eine Ampel",
            text="Unsere Kinder warten viel zu lange.",
            author="Anna",
            kind="Wunsch",
            topic="verkehr",
            place="List",
            reply_to="",
            created=BEGIN + timedelta(minutes=first),
            changed=BEGIN + timedelta(minutes=second),
            revisions=(first, second),
            history=(
                Event(first, "Anna", BEGIN + timedelta(minutes=first), "written", "edit"),
                Event(second, "Anna", BEGIN + timedelta(minutes=second), "changed", "edit"),
            ),
        ),
    )


def test_a_reply_is_a_contribution() -> None:
    """`antwort_auf` names the contribution it answers."""
    wiki = Wiki()
    wiki.save("Bert", "Beitrag/8", compose(replace(AMPEL, reply_to=7)))
    assert wiki.harvest().contributions[0].reply_to == "B7"


def test_a_number_survives_moves() -> None:
    """Moved away, the page keeps its number: by the log of the move, and by what was known before it."""
    wiki = Wiki()
    wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    known = by_id(wiki.harvest())
    wiki.move("Moderatorin", "Beitrag/7", "Beitrag/Ampel in der List")
    fresh, again = wiki.harvest(), wiki.harvest(known)
    assert fresh.contributions == again.contributions
    assert [(one.id, one.page, one.withdrawn) for one in fresh.contributions] == [
        ("B7", "Beitrag/Ampel in der List", False)
    ]
    assert fresh.problems == ()


def test_deleted_pages_are_withdrawn_and_blanked_ones_are_not() -> None:
    """What was said stays in the harvest with its text; who empties a page of another's words withdraws nothing."""
    wiki = Wiki()
    wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    wiki.save("Bert", "Beitrag/8", compose(AMPEL))
    known = by_id(wiki.harvest())
    blanking = wiki.save("Vandale", "Beitrag/7", "")
    found = by_id(wiki.harvest(known, since=blanking - 1, gone=("Beitrag/8",)))
    assert {id: (one.withdrawn, one.standing, one.text) for id, one in found.items()} == {
        "B7": (False, "removed", "Unsere Kinder warten zu lange."),
        "B8": (True, "standing", "Unsere Kinder warten zu lange."),
    }
    assert f"entfernt von Vandale (Version {blanking})" in found["B7"].notes
    wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    assert by_id(wiki.harvest(found))["B7"].present
    wiki.save("Anna", "Beitrag/7", "")
    assert by_id(wiki.harvest(found))["B7"].withdrawn


def test_a_hidden_text_is_no_blanking() -> None:
    """Moderators may hide a revision that names a person; the contribution is not withdrawn by that."""
    wiki = Wiki()
    wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    wiki.save("", "Beitrag/7", "", hidden=True)
    (one,) = wiki.harvest().contributions
    assert (one.withdrawn, one.text) == (False, "Unsere Kinder warten zu lange.")


def test_pages_nobody_expected() -> None:
    """Problems name page and remedy; where there is a number there is a contribution all the same."""
    wiki = Wiki()
    wiki.save("Anna", "Beitrag/7", "Bitte eine Ampel!")
    wiki.save("Bert", "Beitrag/Mein Wunsch", compose(AMPEL))
    wiki.save("Clara", "Beitrag/9", compose(replace(AMPEL, topic="Wetter")))
    wiki.save("Dora", "Beitrag/10", compose(AMPEL) * 2)
    found = wiki.harvest()
    assert [(one.id, one.kind, one.topic) for one in found.contributions] == [
        ("B7", "", ""),
        ("B9", "Wunsch", ""),
        ("B10", "", ""),
    ]
    assert found.contributions[0].text == "Bitte eine Ampel!"
    assert [str(error) for error in found.problems] == [
        "Beitrag/7: die Vorlage „Beitrag“ fehlt; sie an den Anfang der Seite setzen",
        "Beitrag/Mein Wunsch: ein Beitrag ohne Nummer; nach Beitrag/<nächste Nummer> verschieben",
        "Beitrag/9: es gibt kein Thema „Wetter“; thema= auf der Seite berichtigen",
        "Beitrag/10: die Vorlage „Beitrag“ steht 2-mal da; alle bis auf eine löschen",
    ]


def test_a_number_given_twice_is_told() -> None:
    """After a move somebody creates the old page anew: both are not one, and nothing is overwritten."""
    wiki = Wiki()
    wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    wiki.move("Moderatorin", "Beitrag/7", "Beitrag/7 (Ampel)")
    wiki.save("Bert", "Beitrag/7", compose(replace(AMPEL, text="Etwas anderes.")))
    found = wiki.harvest()
    assert [(one.id, one.author) for one in found.contributions] == [("B7", "Anna")]
    assert "die Nummer 7 hat schon" in str(found.problems[0])


def test_topic_wikis() -> None:
    """What people add to a topic wiki is named by its first revision."""
    wiki = Wiki()
    wiki.save("Konferenzbot", "Thema/Spielplätze und Grün", "Was fehlt?\n")
    rev = wiki.save("Anna", "Thema/Spielplätze und Grün", "Was fehlt?\n\nSchatten am Stephansplatz.")
    wiki.save("Anna", "Startseite", "Herzlich willkommen!")
    (one,) = wiki.harvest().contributions
    assert (one.id, one.source, one.topic, one.text) == (
        f"T{rev}",
        "themenwiki",
        "spielen",
        "Schatten am Stephansplatz.",
    )


def test_talk_pages_of_topics_contributions_and_districts() -> None:
    """The title tells topic, contribution or place; answers know what they answer."""
    wiki = Wiki()
    wiki.save("Anna", "Beitrag/7", compose(AMPEL))
    wiki.save("Bert", "Diskussion:Beitrag/7", "Dafür! ~~~~")
    wiki.save("Clara", "Diskussion:Stadtteil/Ahlem", "Hier fehlt ein Arzt. ~~~~")
    wiki.save("Dora", TALK, "== Tempo 30 ==\nÜberall! ~~~~")
    wiki.save("Emil", TALK, wiki.text(TALK) + "\n:Nur vor Schulen. ~~~~")
    _, bert, clara, dora, emil = wiki.harvest().contributions
    assert (bert.reply_to, bert.topic) == ("B7", "verkehr")
    assert clara.place == "Ahlem"
    assert (dora.title, dora.topic, dora.reply_to) == ("Tempo 30", "verkehr", "")
    assert (emil.title, emil.topic, emil.reply_to) == ("Tempo 30", "verkehr", dora.id)


def test_a_comment_keeps_its_identity_in_the_archive() -> None:
    """Moved to an archive, by a person or a bot, known before or not: id, author, time and thread stay."""
    for mover in ("Moderatorin", "Konferenzbot"):
        wiki = Wiki()
        wiki.save("Anna", TALK, "== Tempo 30 ==\nTempo 30 vor jeder Schule, bitte. ~~~~")
        wiki.save("Bert", TALK, wiki.text(TALK) + "\n:Und abends? ~~~~")
        known = by_id(wiki.harvest())
        thread = wiki.text(TALK)
        before = wiki.last
        wiki.save(mover, f"{TALK}/Archiv", thread)
        wiki.save(mover, TALK, "Ältere Beiträge stehen im Archiv.")
        for found in (by_id(wiki.harvest()), by_id(wiki.harvest(known, since=before))):
            said = {id: one for id, one in found.items() if one.author != "Moderatorin"}
            assert said.keys() == known.keys()
            for id, one in said.items():
                assert (one.page, one.withdrawn) == (f"{TALK}/Archiv", False)
                assert (one.author, one.created, one.text) == (
                    known[id].author,
                    known[id].created,
                    known[id].text,
                )
                assert one.reply_to == known[id].reply_to
                assert f"verschoben von „{TALK}“" in one.notes


def test_an_unsigned_comment_goes_along() -> None:
    """Archived under somebody else's signature, an unsigned comment still is its author's."""
    wiki = Wiki()
    wiki.save("Anna", TALK, "Wir brauchen eine Ampel an der Podbi.")
    wiki.save("Bert", TALK, wiki.text(TALK) + "\n:Sehe ich auch so, unbedingt. ~~~~")
    known = by_id(wiki.harvest())
    wiki.save("Moderatorin", f"{TALK}/Archiv", wiki.text(TALK))
    wiki.save("Moderatorin", TALK, "")
    found = by_id(wiki.harvest(known))
    assert {id: (one.text, one.page, one.withdrawn) for id, one in found.items()} == {
        id: (one.text, f"{TALK}/Archiv", False) for id, one in known.items()
    }


def test_unsigned_comments_of_few_words_go_along_each_with_its_own_thread() -> None:
    """A comment taken out is found again wherever its words went, and stays where it was when they went nowhere."""
    wiki = Wiki()
    wiki.save("Anna", TALK, "== Ampel ==\nWir brauchen eine Ampel an der Podbi.")
    wiki.save("Bert", TALK, wiki.text(TALK) + "\n:Unbedingt! Dafür!! ~~~~")
    lights = wiki.text(TALK)
    wiki.save("Clara", TALK, lights + "\n== Bank ==\nEine Bank an der Podbi wäre schön.")
    wiki.save("Dora", TALK, wiki.text(TALK) + "\n:Lieber im Schatten. ~~~~")
    benches = wiki.text(TALK).removeprefix(lights + "\n")
    wiki.save("Emil", TALK, wiki.text(TALK) + "\n== Brunnen ==\nTrinkwasserbrunnen bitte!")
    known = by_id(wiki.harvest())
    wiki.save("Moderatorin", f"{TALK}/Archiv", benches)
    wiki.save("Moderatorin", f"{TALK}/Archiv 2", lights)
    wiki.save("Moderatorin", TALK, "")
    found = by_id(wiki.harvest(known))
    assert {one.author: one.page for one in found.values()} == {
        "Anna": f"{TALK}/Archiv 2",
        "Bert": f"{TALK}/Archiv 2",
        "Clara": f"{TALK}/Archiv",
        "Dora": f"{TALK}/Archiv",
        "Emil": TALK,
    }
    assert [one.author for one in found.values() if not one.present] == ["Emil"]


def test_a_copy_is_not_said_twice() -> None:
    """Who copies a signed comment to another page has said nothing."""
    wiki = Wiki()
    wiki.save("Anna", TALK, "Tempo 30 vor jeder Schule, bitte. ~~~~")
    copied = wiki.text(TALK)
    wiki.save("Bert", "Diskussion:Thema/Spielplätze und Grün", copied)
    assert [one.author for one in wiki.harvest().contributions] == ["Anna"]
    known = by_id(wiki.harvest())
    wiki.save("Bert", "Diskussion:Thema/Spielplätze und Grün", copied + "\n")
    assert set(wiki.harvest(known).merged(known)) == set(known)


def test_two_comments_in_one_minute_are_two() -> None:
    """Names are told apart in the order of appearance, and stay so."""
    wiki = Wiki()
    wiki.save("Anna", TALK, "== A ==\nEins. ~~~~\n== B ==\nZwei. ~~~~")
    known = by_id(wiki.harvest())
    assert len(known) == 2
    wiki.save("Bert", TALK, "== Neu ==\nObenauf. ~~~~\n" + wiki.text(TALK))
    found = by_id(wiki.harvest(known))
    assert {id: found[id].text for id in known} == {id: one.text for id, one in known.items()}
    assert len(found) == 3


def test_what_is_known_is_never_lost() -> None:
    """If a history no longer shows what was harvested from it, that stays as withdrawn."""
    wiki = Wiki()
    rev = wiki.save("Anna", TALK, "Mehr Radwege! ~~~~")
    (one,) = wiki.harvest().contributions
    lost = replace(one, id="D1-Anna-202611030000", revisions=(rev,))
    found = by_id(wiki.harvest({lost.id: lost}))
    assert found[one.id] == one
    assert found[lost.id].withdrawn
    assert "nicht mehr zu finden" in found[lost.id].notes[-1]


def test_an_account_is_a_bot_in_any_case() -> None:
    """MediaWiki capitalises account names: what a bot alone wrote still is a contribution if it holds one."""
    wiki = Wiki()
    wiki.save("konferenzbot", TALK, "Willkommen!")
    wiki.save("Konferenzbot", "Beitrag/7", compose(AMPEL))
    (one,) = wiki.harvest().contributions
    assert (one.id, one.text) == ("B7", AMPEL.text)


pieces = st.lists(
    st.tuples(
        st.sampled_from(["Anna", "Bert", "Konferenzbot", ""]),
        st.sampled_from(["Beitrag/7", "Beitrag/x", TALK, "Thema/Spielplätze und Grün"]),
        st.text(alphabet=st.sampled_from("{}|[]<>!-=:*~ \na"), max_size=40).map(
            lambda t: t + "{{Beitrag|titel=A}}Ja ~~~~"
        ),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(pieces)
def test_again_is_the_same_and_later_loses_nothing(edits: list[tuple[str, str, str]]) -> None:
    """The harvest of the same pages is the same, knowing it changes nothing, and ids only ever get more."""
    wiki = Wiki()
    known: dict[str, Contribution] = {}
    for user, title, text in edits:
        before = wiki.last
        wiki.save(user, title, text)
        found = wiki.harvest(known, since=before)
        assert wiki.harvest(known, since=before) == found
        assert known.keys() <= found.merged(known).keys()
        known = found.merged(known)
    again = by_id(wiki.harvest(known))
    assert {id: known[id] for id in again} == again
    assert all(one.withdrawn for id, one in known.items() if id not in again)


@pytest.mark.parametrize(
    "piece", ["{{", "[[Benutzer:A|", "10:45, 3. Nov. 2026 (CET) ", "== a ==\n", ":", "<ref>", "\x00", "ja\n"]
)
def test_hostile_pages_are_harvested(piece: str) -> None:
    """A hundred thousand characters on any page are a contribution, and take no minutes."""
    wiki = Wiki()
    text = piece * (100_000 // len(piece)) + "\nWir brauchen eine Ampel."
    for title in ("Beitrag/7", TALK, "Thema/Spielplätze und Grün"):
        wiki.save("Anna", title, text)
    assert {one.id[0] for one in wiki.harvest().contributions} == {"B", "D", "T"}
