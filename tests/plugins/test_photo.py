"""A photo that comes with a contribution: one form, both saved or neither, and nothing typed is lost for it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from familienkonferenz.page_templates.contribution import compose, split

from .core import AFTER, LISA, MEHMET, OPEN, VISITOR, Wiki
from .pictures import PDF, noise, photograph, picture
from .plain import acts, visible

TYPED = {"title": "Die Wippe: kaputt!", "text": "Seit Mai, siehe Foto."}
NAME = "Foto Die Wippe kaputt.jpg"


def send(wiki: Wiki, content: bytes, path: str = "/+beitrag", **more: Any) -> TestResponse:
    """Lisa's contribution with a photo from her telephone."""
    sent = TYPED | {"photo": (BytesIO(content), "IMG_2041.jpg"), "rights": "y"} | more
    return wiki.of(LISA).post(path, **sent)


def test_a_photo_is_seen_with_its_contribution(wiki: Wiki) -> None:
    """Named after it, without the place where it was taken, and the contribution reads as it was typed."""
    answer = send(wiki, photograph())
    assert answer.status_code == 302
    parts = split(wiki.text(answer.location.strip("/")))
    assert parts is not None and (parts[0].picture, parts[0].text) == (NAME, TYPED["text"])
    page = wiki.of(VISITOR).html(answer.location)
    assert "px/Foto_Die_Wippe_kaputt.jpg" in page or "/Foto_Die_Wippe_kaputt.jpg" in page
    assert "Foto zu diesem Beitrag" in page and acts(page) == []
    assert b"Taschentelefon" not in wiki.of(VISITOR).get("/+datei/Foto_Die_Wippe_kaputt.jpg").data


def test_two_photos_of_one_title_are_two_files(wiki: Wiki) -> None:
    """Nobody's picture becomes another version of somebody else's, nor comes back for one that was taken down."""
    send(wiki, picture(seed=1))
    second = split(wiki.text(send(wiki, picture(seed=2)).location.strip("/")))
    assert second is not None and second[0].picture == "Foto Die Wippe kaputt 2.jpg"


def test_a_reply_can_show_a_photo_too(wiki: Wiki) -> None:
    """Beneath the contribution it stands with its reply; without a title it is named after what it answers."""
    answer = send(wiki, picture(), "/+antwort/1", title="", text="So sieht das aus.")
    assert answer.status_code == 302
    page = wiki.of(VISITOR).html("/Beitrag/1")
    assert "Foto_zu_Beitrag_1.jpg" in page and "So sieht das aus." in visible(page)


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (PDF, {}, "kein Bild"),
        (b"kein Bild", {}, "kein Bild"),
        (b"", {}, "kein Bild"),
        (b"\xff\xd8\xff" + b"x" * 500, {}, "Datei"),
        (b"\xff\xd8\xff" + b"x" * 11_000_000, {}, "zu groß: höchstens 10 MB"),
        (b"\xff\xd8\xff" + b"x" * 90_000_000, {}, "zu groß: höchstens 10 MB"),
        (picture(), {"rights": ""}, "Ohne das können wir das Foto nicht zeigen"),
        (picture(), {"title": ""}, "Bitte geben Sie einen Titel an"),
    ],
    ids=["document", "text", "empty", "broken", "too large", "far too large", "no consent", "no title"],
)
def test_a_photo_that_cannot_be_taken_costs_no_text(
    wiki: Wiki, content: bytes, more: dict[str, str], said: str
) -> None:
    """The form comes back with all but the photo, says what is wrong and that it must be chosen again."""
    before = wiki.stored()
    answer = send(wiki, content, **more)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and said in visible(page)
    assert TYPED["text"] in page and "noch einmal" in visible(page)
    assert wiki.stored() == before


def test_a_photo_that_is_late_leaves_nothing_behind(wiki: Wiki) -> None:
    """Neither file nor contribution; the text is given back."""
    sent = TYPED | {"photo": (BytesIO(picture()), "a.jpg"), "rights": "y"}
    wiki.of(LISA).html("/+beitrag")
    wiki.clock.now = AFTER
    answer = wiki.of(LISA).post("/+beitrag", **sent)
    assert answer.status_code == 403 and TYPED["text"] in answer.get_data(as_text=True)
    wiki.clock.now = OPEN
    assert wiki.page(f"Datei:{NAME}") is None


def test_a_photo_can_be_changed_and_taken_out(wiki: Wiki) -> None:
    """Correcting the words keeps it; the author may send another, or none."""
    path = send(wiki, picture(seed=1)).location.strip("/")
    form = f"/+{path.lower()}"

    def shown() -> str:
        parts = split(wiki.text(path))
        assert parts is not None
        return parts[0].picture

    def correct(**more: Any) -> None:
        base = str(wiki.page(path).latest)  # type: ignore[union-attr]
        assert wiki.of(LISA).post(form, **(TYPED | {"base": base} | more)).status_code == 302

    assert NAME in visible(wiki.of(LISA).html(form))
    correct(text="Seit April.")
    assert shown() == NAME
    correct(photo=(BytesIO(picture(seed=3)), "neu.jpg"), rights="y")
    assert shown() == "Foto Die Wippe kaputt 2.jpg"
    correct(drop="y")
    assert shown() == ""


def test_a_hostile_name_of_a_photo_does_nothing(wiki: Wiki) -> None:
    """Whoever writes the page itself can name a file, and nothing more."""
    parts = split(wiki.text("Beitrag/1"))
    assert parts is not None
    plain = compose(parts[0])
    for evil in ("x]]{{Vorlage}}", "x|link=//boese.example", "<script>alert(1)</script>"):
        text = plain.replace("\n}}\n", f"\n|bild={evil}\n}}}}\n", 1)
        assert text != plain
        answer = wiki.of(LISA).api(action="edit", title="Beitrag/1", text=text)
        assert "error" in answer, evil
    assert wiki.text("Beitrag/1") == plain
    assert wiki.of(MEHMET).html("/Beitrag/1")


def test_a_picture_that_is_noise_is_still_a_picture(wiki: Wiki) -> None:
    """PNG, from a program that names it like a camera, is taken as what it is."""
    answer = send(wiki, noise())
    parts = split(wiki.text(answer.location.strip("/")))
    assert parts is not None and parts[0].picture.endswith(".png")
