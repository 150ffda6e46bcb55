"""Writing a contribution in a browser: what is typed is what is read, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Visit = Callable[..., Any]

TYPED = """#abitur: Meine Tochter  lernt dafür, und
* 5 von 7 Kindern sitzen im Flur.
  Zwei Leerzeichen vorn,    vier mittendrin.

= Keine Überschrift = und keine {{Vorlage}}, kein [[Link]], kein '''Fett'''.
----

<b>fett?</b> <script>alert(1)</script> & &amp; &#35; ~~~~
 ein Leerzeichen vorn
:-) 👩‍👩‍👧 Grüße — „Familie Öztürk“
http://example.org/?a=1&b=2 __TOC__ <!-- nichts -->"""
"""What people type, and what wikis like to make of it."""


def fill(page: Any, title: str, text: str) -> None:
    """Fill the form for a new contribution."""
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Ihr Text").fill(text)


def press(page: Any, name: str) -> None:
    """Press a button, and wait until the page that answers is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def send(page: Any) -> None:
    """Send the form."""
    press(page, "Absenden")


def shown(element: Any) -> str:
    """The text as a reader sees it: spaces that keep their place are spaces."""
    return str(element.inner_text()).replace("\u00a0", " ")


def body(page: Any) -> str:
    """The text of the shown contribution, without its title and particulars."""
    whole = shown(page.locator("article.beitrag"))
    particulars = shown(page.locator("article.beitrag .fk-angaben"))
    return whole.partition(particulars)[2].strip("\n")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_contribution_reads_as_it_was_typed(wiki: Any, visit: Visit, script: bool) -> None:
    """Every character, space and blank line is read where it was typed; nothing of it acts."""
    page = visit("/+beitrag", user=wiki.participant, script=script)
    title = "#Schulweg * <i>sicher</i> {{machen}} & [[bald]]"
    fill(page, title, TYPED)
    page.get_by_label("Kritik").check()
    page.get_by_label("Thema").select_option("Verkehr und Sicherheit")
    page.get_by_label("Ort").fill("Bödekerstraße | Ecke {{Lister}} Meile")
    send(page)
    assert page.get_by_role("main").get_by_role("status").inner_text().startswith("Danke!")
    assert shown(page.locator("article.beitrag h2")).strip() == title
    assert body(page) == TYPED
    particulars = shown(page.locator(".fk-angaben"))
    assert "Kritik" in particulars
    assert "Thema: Verkehr und Sicherheit" in particulars
    assert "Ort: Bödekerstraße | Ecke {{Lister}} Meile" in particulars
    page.goto(f"{wiki.address}/Thema/Verkehr und Sicherheit")
    assert page.get_by_role("link", name=title).first.is_visible()


def test_the_form_corrects_what_was_typed_and_gives_it_back_unchanged(wiki: Any, visit: Visit) -> None:
    """„Bearbeiten“ shows the same characters again, and the correction is read."""
    page = visit("/+beitrag", user=wiki.participant)
    fill(page, "Wird berichtigt", TYPED)
    send(page)
    page.get_by_role("link", name="Bearbeiten").click()
    assert page.get_by_label("Ihr Text").input_value() == TYPED
    page.get_by_label("Ihr Text").fill(TYPED + "\n\nNachtrag: #2")
    send(page)
    assert body(page) == TYPED + "\n\nNachtrag: #2"


def test_a_reply_appears_beneath_what_it_answers(wiki: Any, visit: Visit) -> None:
    """A reply stands under its contribution, a reply to it one step further in; both read as typed."""
    page = visit("/+beitrag", user=wiki.participant)
    fill(page, "Wer kommt mit?", "Zum Spielplatz am Sonntag.")
    send(page)
    thread = page.url
    page.get_by_role("link", name="Antwort schreiben").click()
    page.get_by_label("Ihr Text").fill(TYPED)
    send(page)
    assert page.url.startswith(thread + "#beitrag-")
    first = page.locator(".antwort").first
    assert shown(first.locator(".getippt")) == TYPED
    first.get_by_role("link", name="Antworten").click()
    page.get_by_label("Ihr Text").fill("Ich auch!")
    send(page)
    assert page.url.startswith(thread + "#beitrag-")
    replies = page.locator(".antwort")
    assert [shown(replies.nth(n).locator(".getippt")) for n in range(2)] == [TYPED, "Ich auch!"]
    assert replies.nth(1).bounding_box()["x"] > replies.nth(0).bounding_box()["x"]
    assert page.get_by_role("heading", name="2 Antworten").is_visible()


def test_a_thread_seven_deep_fits_a_small_telephone(wiki: Any, visit: Visit) -> None:
    """Replies to replies step in until the seventh, and on 320 px their text still has half the screen."""
    page = visit("/+beitrag", user=wiki.participant, width=320)
    fill(page, "Tief", "Hinunter")
    send(page)
    page.get_by_role("link", name="Antwort schreiben").click()
    for depth in range(8):
        page.get_by_label("Ihr Text").fill(f"Stufe {depth}")
        send(page)
        if depth < 7:
            page.locator(".antwort").last.get_by_role("link", name="Antworten").click()
    widths = [box.bounding_box()["width"] for box in page.locator(".antwort .getippt").all()]
    assert len(widths) == 8
    assert min(widths) > 160
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_missing_title_is_told_at_its_field_and_nothing_typed_is_lost(wiki: Any, visit: Visit) -> None:
    """The error stands above the form and at the field, which refers to it; the other fields keep their text."""
    page = visit("/+beitrag", user=wiki.participant)
    fill(page, "   ", TYPED)
    page.get_by_label("Ort").fill("List")
    send(page)
    assert "Bitte geben Sie einen Titel an." in page.get_by_role("alert").inner_text()
    title = page.get_by_label("Titel")
    assert title.get_attribute("aria-invalid") == "true"
    about = (title.get_attribute("aria-describedby") or "").split()
    assert "Bitte geben Sie einen Titel an." in " ".join(
        page.locator(f"#{id_}").inner_text() for id_ in about
    )
    assert page.get_by_label("Ihr Text").input_value() == TYPED
    assert page.get_by_label("Ort").input_value() == "List"


def test_too_long_a_text_is_told_and_not_cut(wiki: Any, visit: Visit) -> None:
    """A text beyond the limit comes back whole: the browser does not cut it in silence."""
    page = visit("/+beitrag", user=wiki.participant)
    text = "Wir wünschen uns mehr Bänke. " * 700
    fill(page, "Sehr lang", text)
    send(page)
    assert "Höchstens 20.000 Zeichen." in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Ihr Text").input_value() == text


def test_what_comes_too_late_is_given_back(wiki: Any, visit: Visit) -> None:
    """Sent after the end: not published, told so, kept for the moderation, and the text still stands there."""
    page = visit("/+beitrag", user=wiki.participant)
    fill(page, "Zu spät", TYPED)
    wiki.after()
    send(page)
    told = page.get_by_role("alert").inner_text()
    assert "Nicht gespeichert." in told
    assert "für die Moderation aufbewahrt" in told
    assert page.get_by_label("Ihr Text").input_value() == TYPED
    assert page.get_by_role("button", name="Absenden").count() == 0


@pytest.mark.parametrize(
    ("megabytes", "said"),
    [(60, "Die Datei ist zu groß: höchstens 10 MB."), (110, "Gehen Sie in Ihrem Browser")],
)
def test_a_photo_that_is_too_large_costs_no_text(
    wiki: Any, visit: Visit, tmp_path: Path, megabytes: int, said: str
) -> None:
    """The form comes back with what was typed; where the photo is larger than any, the browser still has it."""
    photo = tmp_path / "riesig.jpg"
    with photo.open("wb") as file:
        file.write(b"\xff\xd8\xff")
        file.truncate(megabytes * 1_000_000)
    page = visit("/+beitrag", user=wiki.participant)
    fill(page, "Die Wippe", TYPED)
    page.get_by_label("Foto (freiwillig)").set_input_files(photo)
    send(page)
    assert said in page.get_by_role("main").inner_text()
    if page.get_by_label("Ihr Text").count() == 0:
        page.go_back()
    assert page.get_by_label("Ihr Text").input_value() == TYPED


def test_outside_the_window_nobody_types_in_vain(wiki: Any, visit: Visit) -> None:
    """Before and after, the form's address says so and shows no fields."""
    page = visit("/Startseite", user=wiki.participant)
    for set_time in (wiki.before, wiki.after):
        set_time()
        page.goto(f"{wiki.address}/+beitrag")
        assert "nicht geöffnet" in page.get_by_role("alert").inner_text()
        assert page.get_by_label("Ihr Text").count() == 0


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_makes_an_account_on_the_way_and_gets_to_the_form(
    wiki: Any, visit: Visit, script: bool
) -> None:
    """From the topic over the new account back to the form, which still knows the topic."""
    page = visit("/Thema/Verkehr und Sicherheit", script=script)
    page.get_by_role("region", name="Stand der Konferenz").get_by_role("link").click()
    page.get_by_role("main").get_by_role("link", name="Konto anlegen").click()
    page.get_by_label("Name").fill(f"Neu {'mit' if script else 'ohne'} Skript")
    page.get_by_label("Passwort", exact=True).fill("ein langer Satz")
    page.get_by_label("Passwort wiederholen").fill("ein langer Satz")
    page.get_by_role("main").get_by_role("button", name="Konto anlegen").click()
    assert page.get_by_label("Thema").input_value() == "Verkehr und Sicherheit"
    press(page, "Abmelden")
    assert page.get_by_role("link", name="Anmelden").first.is_visible()


def test_a_topic_is_edited_by_two_and_compared(wiki: Any, visit: Visit) -> None:
    """An edit is told and seen; its difference shows what was added; a conflict gives the text back."""
    address = "/+modify/Thema/Verkehr und Sicherheit"
    page, other = visit(address, user=wiki.participant), visit(address, user=wiki.moderator)
    text = page.get_by_label("Text der Seite").input_value()
    assert "Wie könnte es besser werden?" in text
    for writer, line in ((page, "Mit Zebrastreifen."), (other, "Mit einer Ampel.")):
        writer.get_by_label("Text der Seite").fill(text.replace("Wie könnte es besser werden?", line))
        press(writer, "Seite speichern")
    assert "gespeichert" in page.get_by_role("main").get_by_role("status").inner_text()
    assert "gleichzeitig geändert" in other.get_by_role("alert").inner_text()
    assert "Mit einer Ampel." in other.get_by_label("Text der Seite").input_value()
    page.get_by_role("link", name="Versionen").click()
    page.get_by_role("link", name="Unterschied").first.click()
    added = page.locator(".unterschied-neu")
    assert "Mit Zebrastreifen." in added.inner_text()


def test_a_photo_is_chosen_in_the_form_and_seen(wiki: Any, visit: Visit, tmp_path: Path) -> None:
    """On a telephone, too: it is within the contribution, not wider than the screen, and leads to its page."""
    photo = tmp_path / "IMG_2041.jpg"
    Image.new("RGB", (1200, 900), "green").save(photo)
    page = visit("/+beitrag", user=wiki.participant, width=390)
    fill(page, "Die Wippe im Park", "So sieht sie aus.")
    page.get_by_label("Foto").first.set_input_files(photo)
    page.get_by_label("Das Foto ist von mir").check()
    send(page)
    picture = page.locator("article.beitrag .fk-bild img")
    assert picture.evaluate("e => e.naturalWidth") > 0
    assert picture.bounding_box()["width"] <= 390
    picture.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Datei:Foto Die Wippe im Park.jpg"
