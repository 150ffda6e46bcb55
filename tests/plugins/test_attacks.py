"""What participants and visitors tried to break: forged decisions, numbers without end, bombs of text, loops."""

from __future__ import annotations

import shutil
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from xml.etree.ElementTree import fromstring

import pytest

from familienkonferenz.plugins.action_api.modules.extlinks import addresses
from familienkonferenz.plugins.storage.merge import merge
from familienkonferenz.plugins.storage.own_words import changes_only_words
from familienkonferenz.plugins.titles import Title
from familienkonferenz.plugins.wikitext import expand
from familienkonferenz.plugins.wikitext.blocks import render

from ..patience import patience
from .core import LISA, MEHMET, SOMMER, TOPIC, VISITOR, Clock, Wiki, contribution, opened

DECISION = "{{Entscheidung|stelle=stadtbezirksrat-mitte|status=angenommen|grund=Die Stadt hat es zugesagt}}"
STATUS = (
    "<!-- konferenz:bot status -->\n{{Schritt|nr=1|stelle=stadtbezirksrat-mitte|status=gesucht|grund=}}\n"
    "<!-- /konferenz:bot status -->"
)
TYPED = contribution("Ampel", "Eine Ampel, bitte.\nUnd zwar bald: {{sofort}}!")

FORGED = {
    "a decision": f"{TYPED}\n\n{DECISION}",
    "a decision in the text": TYPED.replace("Eine Ampel", f"{DECISION} Eine Ampel"),
    "a decision in the title": TYPED.replace("|titel=Ampel", f"|titel=Ampel {DECISION}"),
    "a decision before the template": f"{DECISION}\n{TYPED}",
    "a section of the bots": f"{TYPED}\n{STATUS}",
    "a category": f"{TYPED}\n[[Kategorie:Weiterleitung Stadtbezirksrat Mitte]]",
    "another question that it answers": TYPED.replace("|antwort_auf=", "|antwort_auf=2"),
    "a number without end": TYPED.replace("|antwort_auf=", f"|antwort_auf={'9' * 5000}"),
    "a further parameter": TYPED.replace("|ort=", "|status=angenommen\n|ort="),
    "no template": "Nur Text",
    "nothing": "",
}


@pytest.mark.parametrize("way", ["form", "API"])
@pytest.mark.parametrize("forged", FORGED)
def test_an_author_decides_nothing_about_the_own_wish(wiki: Wiki, forged: str, way: str) -> None:
    """Whatever an author sends past the form, the page stays as the form and the staff wrote it."""
    before = wiki.text("Beitrag/1")
    page = wiki.page("Beitrag/1")
    assert page and page.author == LISA
    if way == "form":
        sent = {"text": FORGED[forged], "base": str(page.latest), "summary": ""}
        assert wiki.of(LISA).post("/+modify/Beitrag/1", **sent).status_code == 403
    else:
        answer = wiki.of(LISA).api(action="edit", title="Beitrag/1", text=FORGED[forged])
        assert answer["error"]["code"] == "permissiondenied"
    assert wiki.text("Beitrag/1") == before


def test_an_author_cannot_take_a_decision_back(wiki: Wiki) -> None:
    """Neither by an edit nor by going back to an older version; the own words still change."""
    old = wiki.page("Beitrag/1")
    assert old
    uuid = wiki.services.catalogue.revision(old.latest).uuid  # type: ignore[union-attr]
    decided = f"{wiki.text('Beitrag/1')}\n\n{DECISION}\n{STATUS}"
    wiki.write_as(SOMMER, "Beitrag/1", decided)
    lisa = wiki.of(LISA)
    for less in (
        "",
        f"\n\n{DECISION}",
        f"\n\n{STATUS}",
        f"\n\n{DECISION}\n{STATUS.replace('gesucht', 'angenommen')}",
    ):
        assert "error" in lisa.api(
            action="edit", title="Beitrag/1", text=decided.partition("\n\n{{")[0] + less
        )
    lisa.post(f"/+revert/+rev/{uuid}/Beitrag/1", comment="")
    assert wiki.text("Beitrag/1") == decided
    answer = lisa.submit("/+beitrag/1", text="Meine Kinder kommen nicht über die Straße. Wirklich nicht!")
    assert answer.status_code == 302
    assert "Wirklich nicht!" in wiki.text("Beitrag/1")
    assert wiki.text("Beitrag/1").endswith(f"{DECISION}\n{STATUS}")


def test_other_words_are_only_words() -> None:
    """Title, kind, topic, place and text may change, with all that people type."""
    for title, text in (
        ("Ampel!", "Zeile\n\n* 5 {{Stück}} <b> & [[Bänke]]\n"),
        ("''~~~~''", " vorn\n\u00a0hinten \n----"),
        ("", "x"),
    ):
        assert changes_only_words(
            f"{TYPED}\n\n{DECISION}", f"{contribution(title, text, place='')}\n\n{DECISION}"
        )


def test_texts_of_repeated_lines_are_merged_in_time_or_not_at_all() -> None:
    """40,000 lines of which each repeats four hundred times: minutes for difflib, with the write lock held."""
    base = list(islice(cycle(map(str, range(100))), 40_000))
    other = [str(n * 7 % 100) for n in range(40_000)]
    begun = process_time()
    assert merge("\n".join(base), "\n".join(other), "\n".join([*base[:7], "x", *base[8:]])) is None
    assert process_time() - begun < 5


def test_of_a_long_text_only_what_differs_is_compared() -> None:
    """Two people at different places of a discussion of 20,000 lines do not get in each other's way."""
    lines = [f"Zeile {n % 3000}" for n in range(20_000)]
    ours, theirs = lines.copy(), lines.copy()
    ours[10_000], theirs[10_100] = "Lisa", "Mehmet"
    both = ours.copy()
    both[10_100] = "Mehmet"
    assert merge(*("\n".join(text) for text in (lines, ours, theirs))) == "\n".join(both)


def test_a_merge_that_takes_too_long_is_a_conflict_and_the_text_is_given_back(wiki: Wiki) -> None:
    """The writer sees the own text again, and nothing of the page is lost."""
    lines = [str(n % 100) for n in range(8_000)]
    base = wiki.write_as(LISA, TOPIC, "\n".join(lines))
    theirs = "\n".join(["Lisa", *lines, "Lisa"])
    wiki.write_as(LISA, TOPIC, theirs)
    sent = "\n".join(str(n * 7 % 100) for n in range(8_000))
    begun = process_time()
    answer = wiki.of(MEHMET).post(f"/+modify/{TOPIC}", text=sent, base=str(base), summary="")
    assert process_time() - begun < 10
    assert answer.status_code == 409
    assert sent in answer.get_data(as_text=True).replace("\r\n", "\n")
    assert wiki.text(TOPIC) == theirs


def test_a_line_of_blanks_is_read_in_time() -> None:
    """100,000 blanks before a word: ten seconds, as long as a table's beginning was sought in all ways."""
    title = Title.parse(TOPIC)
    text = expand(f"a\n{' ' * 100_000}b", title, lambda _: None).text
    begun = process_time()
    render(text, title)
    assert process_time() - begun < 3


def test_footnotes_said_again_do_not_make_a_page_huge() -> None:
    """One long footnote named ten thousand times is 160 kB to send and was a gigabyte to show."""
    title = Title.parse(TOPIC)
    long = f"<ref name=a>{'Lange Fußnote. ' * 1000}</ref>" + "<ref name=a />" * 10_000
    shown = "".join(render(long, title).page.itertext())
    assert shown.count("[1]") == 10_001 and shown.count("Lange Fußnote.") == 1000


def test_a_folder_that_was_there_is_closed_to_others(tmp_path: Path, wiki: Wiki) -> None:
    """Texts and hashes of passwords lie in the wiki's folder; whoever made it may have left it open."""
    home = tmp_path / "offen"
    shutil.copytree(wiki.home, home)
    home.chmod(0o755)
    opened(home, Clock()).close()
    assert home.stat().st_mode & 0o777 == 0o750


def test_redirects_lead_on_once(wiki: Wiki) -> None:
    """Two topics that redirect to each other are two pages to read, not a browser's error."""
    other = "Thema/Wohnen und Wohnumfeld"
    wiki.write(other, f"#WEITERLEITUNG [[{TOPIC}]]")
    wiki.write_as(LISA, TOPIC, f"#WEITERLEITUNG [[{other}]]")
    answer = wiki.of(VISITOR).get(f"/{TOPIC}", follow_redirects=True)
    assert answer.status_code == 200
    assert len(answer.history) == 1


@pytest.mark.parametrize("view", ["rename", "delete", "destroy", "revert", "modify", "history", "show"])
@pytest.mark.parametrize("who", [VISITOR, LISA, SOMMER])
def test_pages_are_found_by_their_titles_alone(wiki: Wiki, view: str, who: str) -> None:
    """Moin's addresses of items and revisions by id lead nowhere: not to private pages, not to an error."""
    page = wiki.page("Konferenz/Nachzügler")
    assert page
    uuid = wiki.services.catalogue.revision(page.latest).uuid  # type: ignore[union-attr]
    for name in (f"@itemid/{page.item_id}", f"@revid/{uuid}", f"Diskussion/@itemid/{page.item_id}"):
        assert wiki.of(who).get(f"/+{view}/{name}").status_code == 404, name


def test_the_number_of_a_private_page_does_not_tell_its_name(wiki: Wiki) -> None:
    """`index.php?curid=` leads those to a page who may read it; to all others there is none of that number."""
    wiki.write_as(SOMMER, "Konferenz/Prüfung/Herr Müller", "Telefon")
    page = wiki.page("Konferenz/Prüfung/Herr Müller")
    assert page
    asked = f"/index.php?curid={page.page_id}"
    assert [wiki.of(name).get(asked).status_code for name in (VISITOR, LISA, SOMMER)] == [404, 404, 302]


def test_blanks_after_the_word_redirect_are_read_once(wiki: Wiki) -> None:
    """Nearly all that a page may hold as blanks between `#WEITERLEITUNG` and no link: saved and shown as any text."""
    with patience():
        wiki.write_as(LISA, TOPIC, "#WEITERLEITUNG" + " " * 490_000 + "x")
        assert wiki.of(VISITOR).get(f"/{TOPIC}").status_code == 200


@pytest.mark.parametrize("mark", ["<!--", "<nowiki>", "<!--<nowiki>"])
def test_comments_without_end_hide_no_address_and_cost_one_search(mark: str) -> None:
    """All of a page's half million characters open comments: the addresses behind are found all the same."""
    with patience():
        found = addresses(mark * (480_000 // len(mark)) + " https://example.org/a ")
    assert found == ["https://example.org/a"]
    assert addresses(f"<!-- http://a.de --><nowiki>http://b.de</nowiki>http://c.de {mark}") == ["http://c.de"]


def test_signs_that_no_xml_can_hold_do_not_silence_the_feed(wiki: Wiki) -> None:
    """Controls and halves of characters, typed or sent as entities past the form: the others are read all the same."""
    lisa = wiki.of(LISA)
    sent = {"title": "Rot\x01\x1b[31m", "text": "\x00Eine\x02 Ampel\ufffe", "place": "Zoo\x7f\x08"}
    assert lisa.post("/+beitrag", **sent, kind="Idee", topic="Verkehr und Sicherheit").status_code == 302
    assert "&#1;" not in wiki.text("Beitrag/3") and "&#91;31m" in wiki.text("Beitrag/3")
    assert lisa.post("/+beitrag", title="\x01", text="\x02").status_code == 400
    hidden = wiki.text("Beitrag/1").replace("Ampel", "Zur&#1;&#55296; Schule")
    assert "edit" in lisa.api(action="edit", title="Beitrag/1", text=hidden)
    assert wiki.text("Beitrag/1") == hidden
    feed = wiki.of(VISITOR).get("/+beitraege.atom")
    assert feed.status_code == 200
    read = fromstring(feed.data)
    words = "".join(read.itertext())
    assert "Rot[31m" in words and "Zur Schule" in words


def test_every_reply_is_shown_however_long_two_answer_each_other(wiki: Wiki) -> None:
    """Sixty replies, each to the one before, and one that says it answers itself."""
    number = wiki.contribute(SOMMER, "Ampel", "Grün")
    for turn in range(60):
        number = wiki.contribute(SOMMER, "", f"Runde {turn} von vielen", reply_to=number)
    wiki.contribute(SOMMER, "", "Im Kreis", reply_to=number + 1)
    page = wiki.of(VISITOR).html("/Beitrag/3")
    assert [turn for turn in range(60) if f"Runde {turn} von vielen" not in page] == []
    assert wiki.of(VISITOR).get(f"/Beitrag/{number + 1}").status_code == 200
