"""What people type never acts: in texts, titles, names and summaries, on no page and in no feed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .core import LISA, SOMMER, TALK, TOPIC, VISITOR, Wiki
from .plain import acts, skeleton, visible

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea></pre></style><svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "{{Beitrag|titel=<b>x</b>}} [[Datei:x.svg]] [javascript:alert(1) Klick]",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "javascript:alert(1)//https://example.org {{{x}}} {{{{{y}}}}} ]]>--><!--",
    "{{ config }} {% raw %} ${7*7} #{7*7} %s %(x)s",
]
HARMLESS = "Eine Ampel an der Lister Meile"


def _views(wiki: Wiki, number: int, reply: int) -> list[str]:
    page = wiki.page(f"Beitrag/{number}")
    assert page is not None
    first = wiki.services.catalogue.revisions(page.page_id, newest_first=False)[0]
    return [
        f"/Beitrag/{number}", f"/Beitrag/{reply}", f"/+history/Beitrag/{number}",
        f"/+vergleich/{first.rev_id}/{page.latest}",
        f"/+rev/{first.rev_id}", "/+aenderungen", "/+beitraege", f"/{TOPIC}", "/Startseite", "/Kategorie/Beitrag",
        f"/+modify/Beitrag/{number}", f"/+beitrag/{number}", f"/+antwort/{number}", f"/+antwort/{reply}",
        f"/+rename/Beitrag/{number}", f"/+delete/Beitrag/{number}", f"/+destroy/Beitrag/{number}",
        f"/+revert/+{first.uuid}/Beitrag/{number}",
    ]  # fmt: skip


def _view(path: str) -> str:
    """The address without the ids that differ from wiki to wiki."""
    return re.sub(r"[0-9a-f]{32}", "…", path)


def _told(wiki: Wiki, text: str) -> dict[str, str]:
    """Every view of a contribution, its reply and its correction, all made of that text, as moderator."""
    browser = wiki.of(LISA)
    line = " ".join(text.split())[:150]
    sent = {"title": line, "text": text, "kind": "Idee", "topic": "Verkehr und Sicherheit", "place": line}
    assert browser.post("/+beitrag", **sent).status_code == 302
    number = 3
    assert browser.post(f"/+antwort/{number}", title=line, text=text).status_code == 302
    browser.submit(f"/+beitrag/{number}", text=f"{text} {text}")
    answer = browser.api(action="edit", title=TALK, appendtext="\n\nNeu", summary=line)
    assert answer["edit"]["result"] == "Success"
    pages = {_view(path): wiki.of(SOMMER).html(path) for path in _views(wiki, number, number + 1)}
    assert f"{text} {text}" in visible(pages[f"/Beitrag/{number}"])
    assert text in visible(pages[f"/Beitrag/{number + 1}"])
    base = wiki.page(TOPIC).latest  # type: ignore[union-attr]
    wiki.write(TOPIC, "Ganz anders")
    pages["conflict"] = browser.post(f"/+modify/{TOPIC}", text=text, summary=text, base=base).get_data(
        as_text=True
    )
    pages["refused"] = browser.post("/+modify/Startseite", text=text, summary=text, base="5").get_data(
        as_text=True
    )
    pages["no token"] = browser.client.post("/+beitrag", data={"text": text}).get_data(as_text=True)
    pages["incomplete"] = browser.post("/+beitrag", title="", text=text, place=text).get_data(as_text=True)
    pages["sign in"] = (
        wiki.browser().post("/+anmelden", name=text, password=text, next=text).get_data(as_text=True)
    )
    pages["register"] = wiki.browser().post("/+registrieren", name=text, password="x").get_data(as_text=True)
    pages["missing"] = wiki.of(VISITOR).html(
        "/Seite " + line.translate(dict.fromkeys(map(ord, "<>[]{}|#&/%?"), "_"))
    )
    return pages


@pytest.fixture(scope="module")
def harmless() -> dict[str, dict[str, str]]:
    """The views of a harmless contribution, made once."""
    return {}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_never_acts(
    wikis: Callable[[], Wiki], harmless: dict[str, dict[str, str]], text: str
) -> None:
    """Title, place, text, summary and name: every view has the elements and attributes it has with harmless words."""
    if not harmless:
        harmless["views"] = _told(wikis(), HARMLESS)
    for path, page in _told(wikis(), text).items():
        assert not acts(page), path
        if path != "missing":
            assert skeleton(page) == skeleton(harmless["views"][path]), path


@pytest.mark.parametrize(
    "title",
    [
        'Seite" onclick="alert(1)',
        "Seite' onclick='alert(1)",
        "javascript:alert(1)",
        "Seite & Söhne\\u003cb\\u003e",
    ],
)
def test_titles_never_act(wiki: Wiki, title: str) -> None:
    """In headings, links, forms and lists a title is text, and its address is quoted."""
    wiki.write(title, "Inhalt")
    wiki.write(title, "Inhalt, neu [[Kategorie:Beitrag]]")
    wiki.write(f"{title}/Unten", "Inhalt")
    for view in ("/", "/+history/", "/+modify/", "/+rename/", "/+delete/", "/+destroy/"):
        answer = wiki.of(SOMMER).get(view + title)
        assert answer.status_code == 200, view
        page = answer.get_data(as_text=True)
        assert not acts(page) and title in visible(page), view
    for path in ("/+aenderungen", "/Kategorie/Beitrag", f"/{title}/Unten"):
        assert not acts(wiki.of(SOMMER).html(path)), path
