"""Writing: what is typed is stored and shown to the character, and what cannot be stored is given back."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from familienkonferenz.page_templates.contribution import split
from familienkonferenz.plugins.forms.contribution import MAX_TEXT

from .core import AFTER, LISA, MEHMET, OPEN, SOMMER, TOPIC, TOPIC_TEXT, VISITOR, Wiki, fields
from .plain import visible

TYPED = [
    "#abitur\r\n* 5\r\n  zwei {{x}} [[y]]",
    "Zeile\n\n\nnach zwei leeren   und drei Blanks",
    "<script>alert('x')</script> & &amp; &#65; %41 \\n",
    "''kursiv'' '''fett''' ~~~~ __TOC__ ---- {| |} == x ==",
    "👨‍👩‍👧 Familie 🏳️‍🌈 und 🇩🇪, Zoë é é, ﬁ, ß ẞ",
    "https://hannover.de und www.hannover.de und mail@example.org RFC 822 ISBN 123",
    "{{Entscheidung|stelle=x}}\n[[Kategorie:Stadtteil List]]\n<!-- konferenz:bot status -->",
    "|\n|titel=Anders\n}}\n{{Beitrag\n|titel=x\n}}",
    "\u05d0\u05d1 von rechts \u202eumgekehrt\u202c, schmal\u2009, geschützt\u00a0, null\u200bbreit, weich\u00ad",
    "Tab\tund noch\t\teiner",
    "* \n# \n: \n; \n= =\n- \n ",
]
_DROPPED = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])
"""Control characters, which no page can hold; browsers cannot send most of them."""


def contribute(wiki: Wiki, text: str, **sent: str) -> TestResponse:
    """Send the form with some text."""
    typed = {"title": "Ampel", "text": text, "kind": "Wunsch", "topic": "Verkehr und Sicherheit", "place": ""}
    return wiki.of(LISA).post("/+beitrag", **(typed | sent))


def number_of(answer: TestResponse) -> int:
    """The number of the contribution that was stored."""
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return int(answer.headers["Location"].rpartition("/")[2])


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_is_stored_and_shown(wiki: Wiki, text: str) -> None:
    """In the store, on the page, and in the form when it is corrected; line ends are line feeds."""
    number = number_of(contribute(wiki, text))
    wanted = text.replace("\r\n", "\n").rstrip()
    parts = split(wiki.text(f"Beitrag/{number}"))
    assert parts is not None and parts[1] == "" and parts[0].text.rstrip() == wanted
    shown = visible(wiki.of(VISITOR).html(f"/Beitrag/{number}"))
    assert all(" ".join(line.split()) in " ".join(shown.split()) for line in wanted.split("\n"))
    assert fields(wiki.of(LISA).html(f"/+beitrag/{number}"))["text"].rstrip() == wanted


def test_titles_and_places_are_stored_as_typed(wiki: Wiki) -> None:
    """Markup, bars and braces in one line are words."""
    line = "a|b {{c}} [[d]] <e> #f 'g' \"h\" & =i= ~~~~"
    number = number_of(contribute(wiki, "Text", title=line, place=line[::-1]))
    parts = split(wiki.text(f"Beitrag/{number}"))
    assert parts is not None and (parts[0].title, parts[0].place) == (line, line[::-1])
    for path in (f"/Beitrag/{number}", "/+beitraege", f"/{TOPIC}"):
        shown = visible(wiki.of(VISITOR).html(path))
        assert line in shown and line[::-1] in shown, path


@pytest.fixture(scope="module")
def writer(
    core_template: tuple[object, dict[str, tuple[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> Wiki:
    """One wiki for all the texts that Hypothesis thinks of."""
    import shutil

    from .core import Clock, opened

    home = tmp_path_factory.mktemp("hypothesis") / "wiki"
    shutil.copytree(str(core_template[0]), home)
    return opened(home, Clock(), core_template[1])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    text=st.text(
        st.one_of(
            st.characters(codec="utf-8"),
            st.sampled_from(" \n\t\r#*:;=-'[]{}|<>&~_/\"%!"),
            st.sampled_from(
                [
                    "{{",
                    "}}",
                    "[[",
                    "]]",
                    "<!--",
                    "-->",
                    "\r\n",
                    "\u00a0",
                    "👩‍🚒",
                    "<br />",
                    "&#160;",
                    "Beitrag",
                ]
            ).map(lambda word: word[0]),
        ),
        min_size=1,
        max_size=200,
    )
)
def test_any_text_comes_back_as_it_was_typed(writer: Wiki, text: str) -> None:
    """Typed, stored, shown in the form again: the same characters, but for controls, line ends and the last blanks."""
    random.seed()  # Hypothesis makes chance repeat itself, and Whoosh names its files by chance
    answer = contribute(writer, text)
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROPPED).rstrip()
    if answer.status_code == 400:
        assert not wanted.strip()
        return
    number = number_of(answer)
    parts = split(writer.text(f"Beitrag/{number}"))
    assert parts is not None and parts[1] == ""
    assert parts[0].text.translate(_DROPPED).replace("\r", "\n").rstrip() == wanted
    again = writer.of(LISA).submit(f"/+beitrag/{number}")
    assert again.status_code == 302
    same = split(writer.text(f"Beitrag/{number}"))
    assert same is not None and same[0].text.rstrip() == parts[0].text.rstrip()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"title": ""}, "Bitte geben Sie einen Titel an."),
        ({"title": "   "}, "Bitte geben Sie einen Titel an."),
        ({"title": "x" * 151}, "Höchstens 150 Zeichen."),
        ({"text": ""}, "Bitte schreiben Sie einen Text."),
        ({"text": " \n "}, "Bitte schreiben Sie einen Text."),
        ({"text": "x" * (MAX_TEXT + 1)}, "Höchstens 20.000 Zeichen"),
        ({"place": "x" * 151}, "Höchstens 150 Zeichen."),
        ({"topic": "Erfundenes Thema"}, "Thema"),
        ({"kind": "Drohung"}, "Was ist es"),
    ],
)
def test_what_is_missing_or_too_much_is_said_and_the_text_kept(
    wiki: Wiki, sent: dict[str, str], message: str
) -> None:
    """400, a German sentence at the field, everything else as it was typed, nothing stored."""
    before = wiki.stored()
    answer = contribute(wiki, **({"text": "Mein Text"} | sent))  # type: ignore[arg-type]
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and message in visible(page)
    assert "Not a valid choice" not in page and "valid" not in visible(page)
    assert fields(page)["text"] == sent.get("text", "Mein Text")
    assert wiki.stored() == before


def test_twenty_thousand_characters_are_taken(wiki: Wiki) -> None:
    """The limit counts characters as typed, line ends as one, whatever the escaping makes of them."""
    number = number_of(contribute(wiki, ("[" * 99 + "\r\n") * 200))
    parts = split(wiki.text(f"Beitrag/{number}"))
    assert parts is not None and parts[0].text.rstrip() == (("[" * 99 + "\n") * 200).rstrip()


def test_a_topic_page_is_stored_as_typed(wiki: Wiki) -> None:
    """Wikitext pages: line feeds, nothing after the last character, the same text in the form again."""
    text = "== Ampeln ==\r\n* eine\r\n\r\n  eingerückt &nbsp; <b>fett</b>\t\r\n\r\n"
    assert wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=text).status_code == 302
    wanted = text.replace("\r\n", "\n").rstrip()
    assert wiki.text(TOPIC) == wanted
    assert fields(wiki.of(LISA).html(f"/+modify/{TOPIC}"))["text"] == wanted
    before = wiki.stored()
    assert wiki.of(LISA).submit(f"/+modify/{TOPIC}").status_code == 302
    assert wiki.stored() == before, "opening the form and saving it stores nothing"


@pytest.mark.parametrize("text", ["\nBeginnt mit leerer Zeile", "\n\n\nmit dreien", " Blank vorn"])
def test_a_page_may_begin_with_blanks(wiki: Wiki, text: str) -> None:
    """HTML drops the first line feed of a text area; the form must not."""
    wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=text)
    assert wiki.text(TOPIC) == text
    wiki.of(LISA).submit(f"/+modify/{TOPIC}", summary="nichts geändert")
    assert wiki.text(TOPIC) == text


def test_the_conflict_page_keeps_the_writers_text(wiki: Wiki) -> None:
    """409; the text stands in the field, the difference beside it, and sending again saves it."""
    mine = TOPIC_TEXT.replace("Sedanplatz", "Moltkeplatz")
    filled = wiki.of(LISA).fill(f"/+modify/{TOPIC}", text=mine, summary="Platz berichtigt")
    wiki.write_as(MEHMET, TOPIC, TOPIC_TEXT.replace("Sedanplatz", "Lichtenbergplatz"))
    answer = wiki.of(LISA).client.post(f"/+modify/{TOPIC}", data=filled)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert fields(page)["text"] == mine and fields(page)["summary"] == "Platz berichtigt"
    assert "Lichtenbergplatz" in visible(page) and "Moltkeplatz" in visible(page)
    assert "Lichtenbergplatz" in wiki.text(TOPIC)
    assert wiki.of(LISA).client.post(f"/+modify/{TOPIC}", data=fields(page)).status_code == 302
    assert wiki.text(TOPIC) == mine


def test_a_correction_in_conflict_keeps_the_writers_text(wiki: Wiki) -> None:
    """The same for contributions: what the moderation changed meanwhile is not overwritten unseen."""
    filled = wiki.of(LISA).fill("/+beitrag/1", text="Meine neue Fassung.")
    wiki.write_as(SOMMER, "Beitrag/1", wiki.text("Beitrag/1").replace("kommen nicht", "kommen heil"))
    answer = wiki.of(LISA).client.post("/+beitrag/1", data=filled)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and fields(page)["text"] == "Meine neue Fassung."
    assert "kommen heil" in wiki.text("Beitrag/1")
    assert "heil" in page and "Heutige Fassung" in page
    assert wiki.of(LISA).client.post("/+beitrag/1", data=fields(page)).status_code == 302
    assert "Meine neue Fassung." in wiki.text("Beitrag/1")


def test_a_correction_leaves_what_others_wrote_beneath(wiki: Wiki) -> None:
    """Decisions of people and sections of bots stay, to the character."""
    beneath = (
        "{{Entscheidung|stelle=x|grund=geprüft}}\n\n<!-- konferenz:bot status -->\n{{Einordnung|ziele=Angebote}}\n"
        "<!-- /konferenz:bot status -->\n[[Kategorie:Stadtteil List]]"
    )
    wiki.write_as(SOMMER, "Beitrag/1", f"{wiki.text('Beitrag/1')}\n\n{beneath}")
    assert wiki.of(LISA).submit("/+beitrag/1", text="Ganz neu\n\nin zwei Absätzen").status_code == 302
    text = wiki.text("Beitrag/1")
    assert text.endswith(f"\n\n{beneath}") and "Meine Kinder" not in text
    parts = split(text)
    assert parts is not None and parts[0].text == "Ganz neu\n\nin zwei Absätzen"


def test_a_form_sent_twice_is_one_edit(wiki: Wiki) -> None:
    """A second click on "speichern" stores no second revision of a page."""
    filled = wiki.of(LISA).fill(f"/+modify/{TOPIC}", text="Einmal")
    before = len(wiki.stored())
    assert [wiki.of(LISA).client.post(f"/+modify/{TOPIC}", data=filled).status_code for _ in range(2)] == [
        302,
        302,
    ]
    assert len(wiki.stored()) == before + 1


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30, "9" * 5000, "²", "0"])
def test_a_wrong_base_overwrites_nothing(wiki: Wiki, base: str) -> None:
    """A form that does not say which revision it started from meets a conflict, not the page."""
    answer = wiki.of(LISA).post(f"/+modify/{TOPIC}", text="Überschrieben", summary="", base=base)
    assert answer.status_code == 409 and wiki.text(TOPIC) == TOPIC_TEXT


def test_a_form_without_its_text_empties_no_page(wiki: Wiki) -> None:
    """A request that lost its field is incomplete, not an empty page."""
    assert wiki.of(LISA).post(f"/+modify/{TOPIC}", base="9", summary="").status_code == 400
    assert wiki.text(TOPIC) == TOPIC_TEXT


def test_too_long_a_summary_costs_no_text(wiki: Wiki) -> None:
    """The message stands at its field, the text in its own."""
    answer = wiki.of(LISA).submit(f"/+modify/{TOPIC}", text="Lange getippt", summary="x" * 201)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and fields(page)["text"] == "Lange getippt"
    assert "Höchstens 200 Zeichen." in page


def test_too_long_a_page_is_given_back(wiki: Wiki) -> None:
    """Over 500 kB: refused with the reason; over 4 MB the request itself is too large."""
    answer = wiki.of(LISA).submit(f"/+modify/{TOPIC}", text="ä" * 250_001)
    page = answer.get_data(as_text=True)
    assert answer.status_code in (403, 413) and "höchstens 500 Kilobyte" in page
    assert fields(page)["text"] == "ä" * 250_001
    answer = wiki.of(LISA).post(f"/+modify/{TOPIC}", text="x" * 4_100_000, base="9")
    assert answer.status_code == 413 and "Zu groß" in answer.get_data(as_text=True)
    assert wiki.text(TOPIC) == TOPIC_TEXT


@pytest.mark.parametrize("table", ["data", "page"])
def test_an_error_of_ours_costs_no_text(wiki: Wiki, table: str) -> None:
    """500; the text stands on the page that says so, even where the page's frame cannot be read any more."""
    filled = wiki.of(LISA).fill(f"/+modify/{TOPIC}", text="Ampel & <b>Zebrastreifen</b>")
    wiki.services.database.run(f"alter table {table} rename to gone")
    wiki.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = wiki.of(LISA).client.post(f"/+modify/{TOPIC}", data=filled)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500 and "Der Fehler liegt bei uns." in page
    assert "Ampel &amp; &lt;b&gt;Zebrastreifen&lt;/b&gt;</textarea>" in page


def test_replies_take_the_topic_of_what_they_answer(wiki: Wiki) -> None:
    """They lead back to the thread, to their own place in it; a reply to nothing is not found."""
    answer = wiki.of(MEHMET).post("/+antwort/1", text="Ja!\r\n\r\nfinde ich auch", title="")
    assert answer.headers["Location"] == "/Beitrag/1#beitrag-3"
    deeper = wiki.of(LISA).post("/+antwort/3", text="Danke", title="")
    assert deeper.headers["Location"] == "/Beitrag/1#beitrag-4"
    parts = split(wiki.text("Beitrag/4"))
    assert parts is not None and (parts[0].topic, parts[0].reply_to) == ("Verkehr und Sicherheit", 3)
    assert wiki.of(LISA).post("/+antwort/999", text="x", title="").status_code == 404
    assert wiki.of(LISA).get("/+beitrag/999").status_code == 404


def test_only_the_author_and_staff_correct_a_contribution(wiki: Wiki) -> None:
    """Others are told so, see no form, and change nothing by sending one."""
    assert "<textarea" not in wiki.of(MEHMET).html("/+beitrag/1")
    answer = wiki.of(MEHMET).post("/+beitrag/1", title="x", text="Fremd", base="10")
    assert answer.status_code == 403 and "Fremd" not in wiki.text("Beitrag/1")
    assert fields(answer.get_data(as_text=True))["text"] == "Fremd"
    assert wiki.of(SOMMER).submit("/+beitrag/1", text="Von der Moderation").status_code == 302
    assert wiki.page("Beitrag/1").author == LISA  # type: ignore[union-attr]
    assert wiki.of(LISA).submit("/+beitrag/1", text="Wieder von Lisa").status_code == 302


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (
            {"name": "", "password": "Kastanien im Winter", "again": "Kastanien im Winter"},
            "Bitte füllen Sie dieses Feld aus.",
        ),
        ({"name": "Oma Erna", "password": "kurz", "again": "kurz"}, "mindestens 10 Zeichen"),
        ({"name": "Oma Erna", "password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "5 verschiedene"),
        (
            {"name": "Oma Erna", "password": "Kastanien im Winter", "again": "Kastanien"},
            "Die beiden Passwörter sind verschieden.",
        ),
        (
            {"name": "Oma Erna", "password": "Meine oma erna 1", "again": "Meine oma erna 1"},
            "darf den Namen nicht enthalten",
        ),
        (
            {"name": "Lisa", "password": "Kastanien im Winter", "again": "Kastanien im Winter"},
            "schon vergeben",
        ),
        ({"name": "Oma Erna", "password": "x1y2z" * 41, "again": "x1y2z" * 41}, "höchstens 200 Zeichen"),
    ],
)
def test_registration_says_what_is_wrong(wiki: Wiki, sent: dict[str, str], message: str) -> None:
    """400, the sentence, the name still there, no password in the page, no account."""
    answer = wiki.browser().post("/+registrieren", **sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and message in visible(page)
    assert fields(page)["name"] == sent["name"] and sent["password"] not in page
    assert "Oma Erna" not in wiki.services.catalogue.account_names()


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [("Passwort", "Kastanien im Winter", "name"), ("Oma Erna", "aaaaaaaaaaaa", "password")],
)
def test_what_is_wrong_stands_at_its_field(wiki: Wiki, name: str, password: str, field: str) -> None:
    """A name that is taken is no fault of the password, whatever the name is."""
    taken = {"name": "Passwort", "password": "Kastanien im Winter", "again": "Kastanien im Winter"}
    assert wiki.browser().post("/+registrieren", **taken).status_code == 302
    page = (
        wiki.browser()
        .post("/+registrieren", name=name, password=password, again=password)
        .get_data(as_text=True)
    )
    assert re.findall(r'class="fehler" id="(\w+)-fehler', page) == [field]


# --- the page before it is saved ---------------------------------------------------------------------------


def test_a_page_can_be_looked_at_before_it_is_saved(wiki: Wiki) -> None:
    """„Vorschau“ shows the text as it would read, signature and all, keeps what was typed, and saves nothing."""
    typed = "== Neue Überschrift ==\n* Ein '''fetter''' Punkt ~~~~"
    answer = wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=typed, summary="Punkt", preview="Vorschau")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<strong" in page and "Neue Überschrift" in visible(page) and LISA in visible(page)
    assert fields(page)["text"] == typed and fields(page)["summary"] == "Punkt"
    assert wiki.text(TOPIC) == TOPIC_TEXT
    assert wiki.of(LISA).client.post(f"/+modify/{TOPIC}", data=fields(page)).status_code == 302
    assert "Neue Überschrift" in wiki.text(TOPIC)


def test_a_preview_is_as_harmless_as_a_page_and_as_long(wiki: Wiki) -> None:
    """No element gets through that a page would not have; what no page could hold is given back unrendered."""
    hostile = wiki.of(LISA).submit(f"/+modify/{TOPIC}", text="<script>alert(1)</script>", preview="x")
    assert "<script" not in hostile.get_data(as_text=True)
    long = wiki.of(LISA).submit(f"/+modify/{TOPIC}", text="ä" * 250_001, preview="x")
    assert long.status_code == 403 and "zu lang" in long.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "path", "closed", "said"),
    [
        (LISA, "Startseite", False, "kann nur die Moderation"),
        (LISA, TOPIC, True, "Die Konferenz ist nicht geöffnet"),
        (VISITOR, TOPIC, False, "melden Sie sich bitte an"),
        (VISITOR, TOPIC, True, "Die Konferenz ist nicht geöffnet"),
    ],
)
def test_who_may_not_save_learns_it_before_typing(
    wiki: Wiki, name: str, path: str, closed: bool, said: str
) -> None:
    """The edit form says why, shows the text to read and copy, and has no button that would refuse."""
    if closed:
        wiki.clock.now = AFTER
    page = wiki.of(name).html(f"/+modify/{path}")
    assert said in page and "readonly" in page and "Seite speichern" not in page
    wiki.clock.now = OPEN
    assert "Seite speichern" in wiki.of(LISA).html(f"/+modify/{TOPIC}")
