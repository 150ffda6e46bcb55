"""The history in which a way of counting that drops revisions loses a family's words, as a harvest reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.harvest import Harvest, harvest
from familienkonferenz.bots.history.revisions import Revision

from .test_harvest import BEGIN, HANNOVER, TALK, TOPICS, Wiki, by_id

ARCHIVE = f"{TALK}/Archiv 2026"
TOPIC = "Thema/Spielplätze und Grün"
STAFF = ("Moderatorin",)


def read(wiki: Wiki, known: dict[str, Contribution] | None = None, since: int = 0, **more: object) -> Harvest:
    """Harvest as a run does: the topics of which a page changed after the revision `since`."""
    topics = {_topic(history) for history in wiki.pages.values() if history[-1].rev_id > since}
    changed = [r for history in wiki.pages.values() if _topic(history) in topics for r in history]
    return harvest(changed, known or {}, TOPICS, ("Konferenzbot",), HANNOVER, moderators=STAFF, **more)  # type: ignore[arg-type]


def _topic(history: list[Revision]) -> str:
    return "/".join(history[-1].title.split("/")[:2])


class Autumn:
    """A talk page and a topic wiki through an autumn; `moments` are the revision ids after each act."""

    def __init__(self) -> None:
        self.wiki = Wiki()
        self.moments: list[int] = []
        for act in (
            self.families_write, self.a_vandal_empties, self.restored, self.sections_move, self.words_change,
            self.archived, self.the_archive_is_mended, self.a_new_idea, self.fetched_back,
        ):  # fmt: skip
            act()
            self.moments.append(self.wiki.last)

    def say(self, user: str, text: str, title: str = TALK) -> None:
        before = self.wiki.text(title) + "\n" if title in self.wiki.titles else ""
        self.wiki.save(user, title, before + text)

    def change(self, user: str, old: str, new: str, title: str = TALK) -> None:
        text = self.wiki.text(title)
        assert old in text
        self.wiki.save(user, title, text.replace(old, new))

    def families_write(self) -> None:
        self.say("Konferenzbot", "Hier sprechen Sie über das Thema.")
        self.say("Anna", "== Ampel ==\nUnsere Kinder kommen morgens nicht über die Lister Meile. --~~~~")
        self.say("Bert", ":Ein Zebrastreifen würde doch reichen, oder? ~~~~")
        self.say("Clara", "::Nein, dort fährt die Stadtbahn viel zu schnell. ~~~~")
        self.say("Dora", "== Radweg ==\nDer Radweg an der Podbi ist zu schmal für ein Lastenrad mit Kindern.")
        self.say("Emil", ":Stimmt, mit Anhänger passt man kaum durch. ~~~~")
        self.say("Konferenzbot", "Was fehlt?", TOPIC)
        self.say("Frida", "Am Maschsee fehlen Bänke mit Lehne für die Großeltern.", TOPIC)
        self.say("Gerd", "In Vahrenheide ist die Rutsche seit Wochen kaputt.", TOPIC)

    def a_vandal_empties(self) -> None:
        self.wiki.save("Viktor", TALK, "HAHAHA HAHAHA HAHAHA HAHAHA HAHAHA HAHAHA HAHAHA HAHAHA HAHAHA")

    def restored(self) -> None:
        talk = self.wiki.pages[self.wiki.titles[TALK]]
        self.wiki.save("Bert", TALK, talk[-2].text)

    def sections_move(self) -> None:
        intro, ampel, radweg = self.wiki.text(TALK).split("\n== ")
        self.wiki.save("Moderatorin", TALK, f"{intro}\n== {radweg}\n== {ampel}")

    def words_change(self) -> None:
        self.change("Anna", "morgens nicht", "morgens und mittags nicht")
        self.change("Bert", "zu schmal", "viel zu schmal")  # not his, but Dora's
        self.change("Dora", "Lastenrad mit Kindern.", "Lastenrad mit Kindern. --~~~~")

    def archived(self) -> None:
        self.wiki.save("Moderatorin", ARCHIVE, self.wiki.text(TALK))
        self.wiki.save("Moderatorin", TALK, "Ältere Beiträge stehen im Archiv.")
        self.wiki.save("Moderatorin", f"{TOPIC}/Archiv", self.wiki.text(TOPIC))
        self.wiki.save("Moderatorin", TOPIC, "Was fehlt?")

    def the_archive_is_mended(self) -> None:
        self.change("Moderatorin", "Stadtbahn viel", "Stadtbahn wirklich viel", ARCHIVE)

    def a_new_idea(self) -> None:
        self.say("Hanna", "== Rampe ==\nAm Bahnhof Leinhausen brauchen Kinderwagen eine Rampe. ~~~~")
        self.say("Ida", "Ein Wasserspielplatz für die Südstadt wäre schön.", TOPIC)

    def fetched_back(self) -> None:
        archive = self.wiki.text(f"{TOPIC}/Archiv")
        self.wiki.save("Moderatorin", TOPIC, f"{archive}\nEin Wasserspielplatz für die Südstadt wäre schön.")
        self.wiki.save("Moderatorin", f"{TOPIC}/Archiv", "Wieder auf der Seite.")


FAMILIES = ("Anna", "Bert", "Clara", "Dora", "Emil", "Frida", "Gerd", "Hanna", "Ida")


def families(contributions: dict[str, Contribution]) -> dict[str, Contribution]:
    found = {one.author: one for one in contributions.values() if one.author in FAMILIES}
    assert len(found) == sum(one.author in FAMILIES for one in contributions.values())
    return found


def deeds(one: Contribution) -> list[tuple[str, str, str]]:
    return [(event.user, event.deed, event.kind) for event in one.history]


def test_every_contribution_is_kept() -> None:
    """Emptied, restored, moved, mended, signed later, archived, fetched back: each stands once, with its author."""
    found = families(by_id(read(Autumn().wiki)))
    assert set(found) == set(FAMILIES)
    assert all(one.present for one in found.values())
    assert {name: one.page for name, one in found.items()} == {
        **dict.fromkeys(("Anna", "Bert", "Clara", "Dora", "Emil"), ARCHIVE),
        "Hanna": TALK,
        **dict.fromkeys(("Frida", "Gerd", "Ida"), TOPIC),
    }
    assert found["Anna"].text == "Unsere Kinder kommen morgens und mittags nicht über die Lister Meile."
    assert found["Dora"].text == "Der Radweg an der Podbi ist viel zu schmal für ein Lastenrad mit Kindern."
    assert found["Emil"].reply_to == found["Dora"].id
    assert found["Clara"].reply_to == found["Bert"].id


def test_its_history_says_who_did_what() -> None:
    """Written, taken out by a vandal, put back, changed by oneself and by others, moved: none is left out."""
    found = families(by_id(read(Autumn().wiki)))
    assert deeds(found["Anna"]) == [
        ("Anna", "written", "edit"),
        ("Viktor", "removed", "vandalism"),
        ("Bert", "restored", "revert"),
        ("Anna", "changed", "edit"),
        ("Moderatorin", "moved", "edit"),
        ("Moderatorin", "removed", "reset"),
    ]
    assert ("Bert", "changed", "edit") in deeds(found["Dora"])
    assert deeds(found["Frida"])[-2:] == [
        ("Moderatorin", "removed", "reset"),
        ("Moderatorin", "restored", "edit"),
    ]
    assert "bearbeitet auch von Bert" in found["Dora"].notes


def test_the_vandal_is_kept_as_one() -> None:
    """What a vandal wrote is classified, not skipped; what the moderator archived is not her word."""
    found = by_id(read(Autumn().wiki))
    (vandal,) = (one for one in found.values() if one.author == "Viktor")
    assert vandal.standing == "vandalism"
    said = " ".join(one.text for one in found.values() if one.author == "Moderatorin")
    assert not any(word in said for word in ("Ampel", "Meile", "Radweg", "Bänke", "Rutsche", "Rampe"))


@pytest.mark.parametrize("step", range(1, 9))
def test_harvested_on_the_way_or_at_the_end_is_the_same(step: int) -> None:
    """Whoever harvests after each act, or only once in between, knows the same in the end."""
    autumn = Autumn()
    whole = families(by_id(read(autumn.wiki)))
    for moments in (autumn.moments[:-1], autumn.moments[step - 1 : step]):
        known: dict[str, Contribution] = {}
        since = 0
        for moment in (*moments, autumn.wiki.last):
            until = Wiki()
            until.pages = {
                page: [r for r in history if r.rev_id <= moment]
                for page, history in autumn.wiki.pages.items()
            }
            until.pages = {page: history for page, history in until.pages.items() if history}
            known = read(until, known, since).merged(known)
            since = moment
        assert families(known) == whole


def test_harvested_between_the_archive_and_the_emptied_page() -> None:
    """The moderator has copied a page into its archive and not yet emptied it when the bot comes by."""
    wiki = Wiki()
    wiki.save("Frida", TOPIC, "Am Maschsee fehlen Bänke mit Lehne für die Großeltern.")
    wiki.save("Moderatorin", f"{TOPIC}/Archiv", wiki.text(TOPIC))
    known, since = by_id(read(wiki)), wiki.last
    wiki.save("Moderatorin", TOPIC, "Siehe Archiv.")
    found = families(read(wiki, known, since).merged(known))
    assert (found["Frida"].page, found["Frida"].present) == (f"{TOPIC}/Archiv", True)
    assert found == families(by_id(read(wiki)))


def test_the_same_wish_for_two_topics_is_said_twice() -> None:
    """Who happens to write another's words on another topic's page has said them; in an archive they are copied."""
    wiki = Wiki()
    wish = "Mehr Schatten für alle Kinder, bitte!"
    wiki.save("Frida", TOPIC, wish)
    wiki.save("Gerd", "Thema/Verkehr und Sicherheit", wish)
    wiki.save("Moderatorin", f"{TOPIC}/Archiv", wish)
    assert [one.author for one in read(wiki).contributions] == ["Frida", "Gerd"]


def test_the_words_at_the_close_count() -> None:
    """What a moderator adds after the close is not the author's; what she takes out stays out."""
    autumn = Autumn()
    wiki = autumn.wiki
    close = BEGIN + timedelta(minutes=wiki.last)
    autumn.change("Moderatorin", "eine Rampe.", "eine Rampe. Erledigt!")
    autumn.change("Moderatorin", "Bänke mit Lehne für die Großeltern", "Bänke", TOPIC)
    found = families(by_id(read(wiki, close=close)))
    assert found["Hanna"].text == "Am Bahnhof Leinhausen brauchen Kinderwagen eine Rampe."
    assert found["Frida"].text == "Am Maschsee fehlen Bänke."
    assert "Erledigt!" in families(by_id(read(wiki)))["Hanna"].text


def test_emptied_at_the_last_minute_is_still_said() -> None:
    """A page that somebody empties before the close, and nobody puts back, silences nobody but the one who did."""
    wiki = Wiki()
    wiki.save("Anna", TALK, "Unsere Kinder kommen morgens nicht über die Lister Meile. --~~~~")
    wiki.save("Bert", TALK, wiki.text(TALK) + "\n:Ein Zebrastreifen würde doch auch reichen. ~~~~")
    wiki.save("Bert", TALK, "")
    found = families(by_id(read(wiki)))
    assert [(found[name].withdrawn, found[name].standing) for name in ("Anna", "Bert")] == [
        (False, "removed"),
        (True, "standing"),
    ]


def test_a_moderator_may_take_out_an_insult() -> None:
    """One comment taken out by a moderator is withdrawn; a page she empties to archive it is not."""
    wiki = Wiki()
    wiki.save("Anna", TALK, "Unsere Kinder kommen morgens nicht über die Lister Meile. --~~~~")
    anna = wiki.text(TALK)
    wiki.save("Bert", TALK, anna + "\n:Ihr seid doch alle bescheuert. ~~~~")
    wiki.save("Moderatorin", TALK, anna.replace("--", "-- "))
    assert families(by_id(read(wiki)))["Bert"].withdrawn
    wiki.save("Moderatorin", TALK, "Archiviert.")
    assert families(by_id(read(wiki)))["Anna"].standing == "removed"
