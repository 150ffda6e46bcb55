"""MediaWiki's XML export: the form of the file, and which revisions it holds."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from lxml import etree

from familienkonferenz.plugins.action_api.xml_export import base36

SPACE = "{http://www.mediawiki.org/xml/export-0.11/}"


def texts(xml: str) -> list[str | None]:
    """The texts of all revisions, in their order."""
    return [found.text for found in etree.fromstring(xml.encode()).iter(f"{SPACE}text")]


@pytest.fixture
def history(write: Any) -> str:
    """A page of three revisions."""
    for number in (1, 2, 3):
        write("Thema/A", f"Fassung {number}")
    return "Thema/A"


def exported(api: Any, **form: str) -> str:
    """What Special:Export answers to a form."""
    response = api.client.post("/index.php?title=Special:Export", data=form)
    assert response.mimetype == "application/xml"
    xml: str = response.get_data(as_text=True)
    return xml


def test_the_form_s_fields_are_mediawiki_s(api: Any, history: str) -> None:
    """The history is the default of the form; `curonly`, `limit`, `offset` and `dir` narrow it."""
    everything = ["Fassung 1", "Fassung 2", "Fassung 3"]
    assert texts(exported(api, pages=history, history="1")) == everything
    assert texts(exported(api, pages=history)) == everything
    assert texts(exported(api, pages=history, curonly="1")) == everything[2:]
    assert texts(exported(api, pages=history, limit="2")) == everything[:2]
    assert texts(exported(api, pages=history, limit="1", dir="desc")) == everything[2:]
    assert texts(exported(api, pages=history, offset="2001-01-01T00:00:00Z")) == everything
    assert texts(exported(api, pages=history, offset="2101-01-01T00:00:00Z")) == []
    assert texts(exported(api, pages=history, offset="unfug", limit="-1")) == everything
    assert texts(exported(api, pages=f"{history}\r\n{history}\n[[\nFehlt")) == everything


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        ("a\x0bb", "a\ufffdb"),
        ("a\ufffeb", "a\ufffdb"),
        ("a\x1f\tb", "a\ufffd\tb"),
        ("Ä \ufffc ＃", "Ä \ufffc ＃"),
    ],
)
def test_what_xml_cannot_hold_is_replaced(api: Any, write: Any, wiki_app: Any, kept: str, sent: str) -> None:
    """A text that was kept before such signs were refused does not break the file; all others stay as they are."""
    write("Thema/A", "Vorher")
    database = wiki_app.extensions["familienkonferenz"].database
    with database.transaction():
        database.run("update data set content = ? where content = ?", kept.encode(), b"Vorher")
    assert texts(exported(api, pages="Thema/A", history="1")) == [sent]


def test_by_get_only_the_newest_revision_comes(api: Any, history: str) -> None:
    """As on MediaWiki; all four addresses give the same."""
    for address in (
        "/Special:Export/Thema/A", "/Spezial:Exportieren/Thema/A", "/index.php?title=Special:Export/Thema/A",
        "/index.php?title=Spezial:Exportieren&pages=Thema/A",
    ):  # fmt: skip
        assert texts(api.client.get(address).get_data(as_text=True)) == ["Fassung 3"]
    assert len(texts(api.client.get("/Special:Export/Thema/A?history=1").get_data(as_text=True))) == 3


def test_a_revision_says_all_that_is_known(api: Any, write: Any) -> None:
    """Ids, time, author with id, summary, size in bytes and SHA-1 in base 36."""
    first = write("Diskussion:Thema/A", "Hallo", by="Konferenzbot", bot=True)
    second = write("Diskussion:Thema/A", "  Grüße & <Küsse>\n\n», \t!", summary='"quer" <b>&', minor=True)
    page = next(etree.fromstring(exported(api, pages="Diskussion:Thema/A").encode()).iter(f"{SPACE}page"))
    assert [page.findtext(f"{SPACE}{name}") for name in ("title", "ns", "id")] == [
        "Diskussion:Thema/A", "1", str(first.page_id),
    ]  # fmt: skip
    old, new = page.iter(f"{SPACE}revision")
    assert old.find(f"{SPACE}parentid") is None
    assert new.findtext(f"{SPACE}parentid") == str(first.rev_id)
    assert new.findtext(f"{SPACE}id") == str(second.rev_id)
    assert new.findtext(f"{SPACE}comment") == '"quer" <b>&'
    assert (old.find(f"{SPACE}minor"), new.find(f"{SPACE}minor") is not None) == (None, True)
    assert old.findtext(f"{SPACE}contributor/{SPACE}username") == "Konferenzbot"
    assert int(old.findtext(f"{SPACE}contributor/{SPACE}id") or 0) > 0
    text = new.find(f"{SPACE}text")
    assert text is not None and text.text is not None
    assert text.text == "  Grüße & <Küsse>\n\n», \t!"
    raw = text.text.encode()
    assert text.get("bytes") == str(len(raw))
    assert new.findtext(f"{SPACE}sha1") == base36(hashlib.sha1(raw).hexdigest())


def test_schema_0_10_is_older_by_three_things(api: Any, history: str) -> None:
    """No origin and no sha1 on the text; the namespace of the elements says 0.10."""
    xml = api.query(titles=history, export=1, exportschema="0.10")["export"]
    assert "export-0.10/" in xml
    assert "<origin>" not in xml
    assert "<origin>" in api.query(titles=history, export=1)["export"]


def test_a_query_exports_its_pages(api: Any, history: str) -> None:
    """`export` in the reply, `exportnowrap` alone; the newest revisions only."""
    assert texts(api.query(titles=f"{history}|Fehlt", export=1)["export"]) == ["Fassung 3"]
    assert texts(api.query(titles=history, export=1, formatversion=1)["export"]["*"]) == ["Fassung 3"]
    response = api.client.get(f"/api.php?action=query&titles={history}&export=1&exportnowrap=1&format=json")
    assert response.mimetype == "text/xml"
    assert texts(response.get_data(as_text=True)) == ["Fassung 3"]


def test_a_redirect_names_its_target(api: Any, write: Any) -> None:
    """As dumps do."""
    write("Thema/Alt", "#WEITERLEITUNG [[Thema/Neu]]")
    page = next(etree.fromstring(exported(api, pages="Thema/Alt").encode()).iter(f"{SPACE}page"))
    redirect = page.find(f"{SPACE}redirect")
    assert redirect is not None and redirect.get("title") == "Thema/Neu"


def test_addresses_of_old_style_lead_to_the_page(api: Any) -> None:
    """`/index.php?title=…` redirects within the wiki; other special pages do not exist."""
    assert api.client.get("/index.php?title=Vorlage:Beitrag").headers["Location"] == "/Vorlage/Beitrag"
    assert api.client.get("/index.php").headers["Location"] == "/"
    for title in ("Special:Random", "//boese.example/", "[[", "http://boese.example"):
        response = api.client.get("/index.php", query_string={"title": title})
        assert response.status_code == 404 or response.headers["Location"].startswith("/http%3A")
