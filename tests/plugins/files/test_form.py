"""The form for files, and the page of a file."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ..pictures import PDF, photograph, picture
from ..plain import acts, visible
from ..scene import PASSWORD, Clock

ONE = picture("JPEG")


def sign_in(client: FlaskClient, name: str = "Lisa") -> None:
    """As somebody at a browser."""
    page = client.get("/+anmelden").get_data(as_text=True)
    form = {"name": name, "password": PASSWORD, "csrf_token": token(page)}
    assert client.post("/+anmelden", data=form).status_code == 302


def token(page: str) -> str:
    """The form's token."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: FlaskClient, filename: str, content: bytes, **more: Any) -> TestResponse:
    """Fill in the form and send it."""
    form: dict[str, Any] = {
        "csrf_token": token(client.get("/+hochladen").get_data(as_text=True)),
        "rights": "y",
    }
    return client.post("/+hochladen", data=form | {"file": (BytesIO(content), filename)} | more)


def test_what_is_uploaded_has_a_page_with_what_was_said_of_it(client: FlaskClient) -> None:
    """Read as it was typed; the picture without the place where it was taken."""
    sign_in(client)
    answer = send(
        client, "foto.jpg", photograph(), name="Spielplatz am Zoo.jpg", about="Die <b>Rutsche</b> [[klemmt]]"
    )
    assert (answer.status_code, answer.location) == (302, "/Datei/Spielplatz%20am%20Zoo.jpg")
    page = client.get(answer.location).get_data(as_text=True)
    assert "Die <b>Rutsche</b> [[klemmt]]" in visible(page)
    assert "480 × 640 Bildpunkte, JPEG" in visible(page)
    assert acts(page) == []
    assert b"Taschentelefon" not in client.get("/+datei/Spielplatz_am_Zoo.jpg").data


def test_what_speaks_against_it_is_asked_once(client: FlaskClient) -> None:
    """A new version needs a word; the name of a camera too."""
    sign_in(client)
    assert send(client, "Rutsche.jpg", ONE).status_code == 302
    again = send(client, "Rutsche.jpg", picture(seed=9))
    assert (again.status_code, "Trotzdem hochladen" in again.get_data(as_text=True)) == (409, True)
    assert send(client, "IMG_0001.jpg", picture(seed=11)).status_code == 409
    assert "Rutsche.jpg" in send(client, "Anders.jpg", ONE).get_data(as_text=True)
    assert send(client, "Rutsche.jpg", picture(seed=9), anyway="y").status_code == 302
    assert "Fassungen der Datei" in client.get("/Datei/Rutsche.jpg").get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.svg", b"<svg/>", "gehen hier nicht"),
        ("x.jpg", b"<html>", "nicht lesen"),
        ("x.jpg", ONE[:-999], "nicht lesen"),
        ("x", b"Text", "Endung"),
        ("[[x]].svg", PDF, "gehen hier nicht"),
    ],
)
def test_what_cannot_be_taken_is_told_in_words(
    name: str, content: bytes, words: str, client: FlaskClient
) -> None:
    """And what was typed is given back."""
    sign_in(client)
    answer = send(client, name, content, about="Meine Worte")
    assert answer.status_code == 400
    assert words in answer.get_data(as_text=True)
    assert "Meine Worte" in answer.get_data(as_text=True)


def test_without_the_right_nothing_is_shown(client: FlaskClient) -> None:
    """Who does not say that he or she may show it has not uploaded it."""
    sign_in(client)
    assert send(client, "Rutsche.jpg", ONE, rights="").status_code == 400
    assert client.get("/Datei/Rutsche.jpg").status_code == 404


def test_visitors_and_latecomers_are_told_why(client: FlaskClient, clock: Clock) -> None:
    """No form that leads nowhere."""
    page = client.get("/+hochladen").get_data(as_text=True)
    assert "melden Sie sich bitte an" in page
    assert 'type="file"' not in page
    sign_in(client)
    form = token(client.get("/+hochladen").get_data(as_text=True))
    clock.after()
    late = client.post(
        "/+hochladen", data={"csrf_token": form, "rights": "y", "file": (BytesIO(ONE), "x1.jpg")}
    )
    assert (late.status_code, "nicht geöffnet" in late.get_data(as_text=True)) == (403, True)


def test_a_missing_file_can_be_uploaded_where_it_is_missing(client: FlaskClient) -> None:
    """The page that says so leads to the form, with the name in it."""
    sign_in(client)
    page = client.get("/Datei/Rutsche.jpg").get_data(as_text=True)
    assert "/+hochladen?name=Rutsche.jpg" in page
    assert 'value="Rutsche.jpg"' in client.get("/+hochladen?name=Rutsche.jpg").get_data(as_text=True)
