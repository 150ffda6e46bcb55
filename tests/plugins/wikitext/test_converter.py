"""Inside Moin: pages rendered to HTML with templates, missing pages marked, rights respected, texts indexed."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from moin import flaskg
from moin.constants.keys import ACL, CONTENTTYPE, NAME, NAMESPACE
from moin.converters import default_registry
from moin.items import Item
from moin.storage.middleware.indexing import convert_to_indexable
from moin.utils.mime import Type, type_moin_document

from familienkonferenz.page_templates.escape import escape
from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title
from familienkonferenz.plugins.wikitext import register
from familienkonferenz.plugins.wikitext.converter import WikitextConverter

ActingAs = Callable[[str], AbstractContextManager[None]]
MODERATOR = "Frau Sommer"

TEMPLATE = """<includeonly>== {{{titel}}} ==
Auf der Seite {{FULLPAGENAME}}. [[Kategorie:Beitrag]]</includeonly><noinclude>Beschreibung</noinclude>"""


def write(acting_as: ActingAs, title: str, text: str) -> None:
    with acting_as(MODERATOR):
        save(Title.parse(title), text)


def html_of(acting_as: ActingAs, item_name: str, who: str = "") -> str:
    with acting_as(who):
        return str(Item.create(item_name).content._render_data())


@pytest.fixture
def pages(acting_as: ActingAs) -> ActingAs:
    """A template, a page that uses it, and a page to link to."""
    write(acting_as, "Vorlage:Kopf", TEMPLATE)
    write(acting_as, "Themen", "Alle Themen.")
    return acting_as


def test_a_page_is_rendered_with_its_templates(pages: ActingAs) -> None:
    """A template's text stands on the page, with the page's own name in it."""
    write(
        pages,
        "Thema/Jung und Alt",
        "{{Kopf|titel=Bänke für alle}}\n\nSiehe [[Themen]] und [[Gibt es nicht]].",
    )
    html = html_of(pages, "Thema/Jung und Alt")
    assert re.search(r'<h2 id="Bänke_für_alle">Bänke für alle<a [^>]*moin-permalink', html)
    assert "Auf der Seite Thema/Jung und Alt." in html
    assert "Beschreibung" not in html and "Kategorie" not in html


def test_missing_pages_are_marked(pages: ActingAs) -> None:
    """Moin marks a link to a page that does not exist, and not one to a page that does."""
    write(pages, "Thema/Jung und Alt", "[[Themen]] [[Gibt es nicht]] [[Vorlage:Kopf]] [[Vorlage:Weg]]")
    html = html_of(pages, "Thema/Jung und Alt")
    links = dict(re.findall(r"<a([^>]*)>([^<]*)</a>", html))
    marked = [text for attributes, text in links.items() if "moin-nonexistent" in attributes]
    assert marked == ["Gibt es nicht", "Vorlage:Weg"]
    assert '<a href="/Themen">Themen</a>' in html
    assert '<a href="/Vorlage/Kopf">Vorlage:Kopf</a>' in html


def test_links_to_forms_revisions_and_sections(pages: ActingAs) -> None:
    """Addresses of our own views and fragments reach the browser as they are."""
    write(
        pages,
        "Thema/Jung und Alt",
        "[[Spezial:Beitrag schreiben/Jung und Alt|a]] [[Spezial:Permanentlink/7|b]] "
        "[[#Über uns|c]] [[Themen#Über uns|d]]",
    )
    html = html_of(pages, "Thema/Jung und Alt")
    for href in ("/+beitrag?thema=Jung%20und%20Alt", "/+rev/7", "#Über_uns", "/Themen#Über_uns"):
        assert f'href="{href}"' in html


def test_what_was_typed_is_what_the_page_shows(pages: ActingAs) -> None:
    """An escaped contribution is shown to the letter: no list, no link, no picture for a smiley."""
    typed = "#abitur\n* 5 Bänke  :-) {1} (!)\n<b>[[Zoo]]</b> &amp; ''x'' {{Kopf}} http://a.de ~~~~"
    write(pages, "Thema/Jung und Alt", escape(typed))
    html = html_of(pages, "Thema/Jung und Alt")
    shown = re.search(r"<p>(.*?)</p>", html, re.DOTALL)
    assert shown is not None
    lines = shown[1].replace("\n", "").split("<br>")
    unescaped = [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for line in lines]
    assert [line.replace("\u00a0", " ") for line in unescaped] == typed.split("\n")


def test_tables_lists_notes_and_pictures_reach_html(pages: ActingAs) -> None:
    """The document tree is one that Moin's own output understands, in every part."""
    write(
        pages,
        "Thema/Jung und Alt",
        '{| class="fk-tabelle"\n|+ Titel\n! Ort !! Was\n|-\n| colspan="2" | Zoo\n|}\n'
        "* Punkt\n*# Zahl\n; Begriff : Erklärung\n----\nText<ref>Quelle [[Themen]]</ref>\n<references />\n"
        "[[Datei:Foto.jpg|mini|Ein ''Foto'']] [[Datei:Plan.pdf|Plan]] <small>klein</small>\n\n__TOC__\n== Ende ==\n"
        '<abbr title="und so weiter" lang="de">usw.</abbr><pre>{{x}}</pre><blockquote>Zitat</blockquote>',
    )
    html = html_of(pages, "Thema/Jung und Alt")
    for part in (
        '<table class="fk-tabelle"><caption>Titel</caption>', '<th scope="col">Ort</th>', '<td colspan="2">Zoo</td>',
        "<ul><li>Punkt<ol><li>Zahl</li></ol></li></ul>", "<dl><dt>Begriff</dt><dd>Erklärung</dd></dl>", "<hr>",
        '<a href="#cite_note-1">[1]</a></sup>', '<ol class="references"><li id="cite_note-1">',
        'Quelle <a href="/Themen">Themen</a>', "<figcaption>Ein <em>Foto</em></figcaption>",
        '<img alt="Ein Foto"', "/+get/Datei/Foto.jpg", "<small>klein</small>", "moin-table-of-contents",
        'title="und so weiter"', "<pre>{{x}}</pre>", "<blockquote><p>Zitat</p></blockquote>",
    ):  # fmt: skip
        assert part in html, part
    assert "crash" not in html and "ns0" not in html and "xmlns:" not in html


def test_the_deepest_page_can_be_drawn(pages: ActingAs) -> None:
    """Moin walks a tree by recursion; the deepest one that we build is far from its end."""
    deep = "{|\n|\n" * 9 + "<div><b>" * 40 + "\n" + "*" * 50 + "wort\n" + "</b></div>" * 40
    write(pages, "Thema/Jung und Alt", deep + "{{#if:x|" * 200 + "ende" + "}}" * 200)
    html = html_of(pages, "Thema/Jung und Alt")
    assert "wort" in html and "ende" in html and "ineinander stehende Klammern" in html


def test_templates_that_may_not_be_read_are_not_shown(pages: ActingAs) -> None:
    """A template for moderators alone is a link for everybody else."""
    with pages(MODERATOR):
        item = flaskg.storage.get_item(namespace="Vorlage", name_exact="Intern")
        meta = {
            NAME: ["Intern"],
            NAMESPACE: "Vorlage",
            CONTENTTYPE: "text/x-mediawiki;charset=utf-8",
            ACL: "Moderatoren:read All:",
        }
        item.store_revision(meta, BytesIO(b"geheim"))
    write(pages, "Thema/Jung und Alt", "Hier: {{Intern}}")
    assert "geheim" not in html_of(pages, "Thema/Jung und Alt")
    assert "Vorlage:Intern" in html_of(pages, "Thema/Jung und Alt")


def test_a_preview_knows_its_page(pages: ActingAs, wiki_app: ConferenceApp) -> None:
    """Bare text is taken to stand on the page of the request; without any page it still renders."""
    with wiki_app.test_request_context("/Vorlage/Kopf"):
        wiki_app.preprocess_request()
        assert "Vorlage:Kopf" in "".join(WikitextConverter(lambda title: None)("{{FULLPAGENAME}}").itertext())
    with pages(""):
        assert "Text" in "".join(WikitextConverter(lambda title: None)(b"'''Text'''\r\nmehr").itertext())


def test_the_index_gets_the_words_of_the_page(pages: ActingAs, wiki_app: ConferenceApp) -> None:
    """What is indexed is what is read, templates included, with a request or without one."""
    meta = {NAME: ["Thema/Neu"], NAMESPACE: "", CONTENTTYPE: "text/x-mediawiki;charset=utf-8"}
    text = b"{{Kopf|titel=Trinkbrunnen}} '''Was'''ser [[Themen]]"
    with pages(""):
        assert "Trinkbrunnen" in convert_to_indexable(meta, BytesIO(text), "Thema/Neu")
    with wiki_app.app_context():
        found = convert_to_indexable(meta, BytesIO(text), "Thema/Neu")
        assert "Trinkbrunnen" in found and "Auf der Seite Thema/Neu" in found


def test_links_between_pages_are_indexed(pages: ActingAs) -> None:
    """Moin's own index of links sees ours."""
    meta: dict[str, object] = {
        NAME: ["Thema/Neu"],
        NAMESPACE: "",
        CONTENTTYPE: "text/x-mediawiki;charset=utf-8",
    }
    with pages(""):
        convert_to_indexable(
            meta, BytesIO(b"[[Themen|x]] [[Vorlage:Kopf]] [http://a.de y]"), "Thema/Neu", is_new=True
        )
    assert meta["itemlinks"] == ["Themen", "Vorlage/Kopf"]
    assert meta["externallinks"] == ["http://a.de"]


def test_ours_comes_before_moins_converter() -> None:
    """Registered as often as one likes, our converter is the one that Moin finds, and smileys stay characters."""
    register(lambda title: None)
    register(lambda title: None)
    found = default_registry.get(Type("text/x-mediawiki;charset=utf-8"), type_moin_document)
    assert isinstance(found, WikitextConverter)
    smiley = default_registry.get(type_moin_document, type_moin_document, icon="smiley")
    tree = object()
    assert smiley is not None and smiley(tree) is tree
