"""The static archive: safe files at the live paths, links that lead somewhere, nothing that acts or phones home."""

from __future__ import annotations

import posixpath
import random
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from familienkonferenz.bots.archive.build import ArchiveError, File, Rendered, build
from familienkonferenz.bots.archive.html import archived
from familienkonferenz.bots.archive.inert import is_inert
from familienkonferenz.bots.archive.paths import OWN, page_file, segment

from ..patience import patience

TITLE = "Online-Familienkonferenz Hannover"
LIVE = "https://konferenz.example"


def archive(*pages: Rendered, assets: dict[str, bytes] | None = None, **more: object) -> dict[str, str]:
    """Path → content of the archive of these pages, as text."""
    files = build(pages, assets or {}, TITLE, origins=(LIVE,), **more)  # type: ignore[arg-type]
    return {file.path: file.content.decode() for file in files}


def page(path: str, html: str = "<p>Text</p>", title: str = "") -> Rendered:
    return Rendered(title or unquote(path).strip("/"), path, html)


def content(text: str) -> str:
    """What stands in the main part of an archived page."""
    return text.partition('<main id="archiv-inhalt" class="breite">')[2].partition("</main>")[0].strip()


def test_pages_lie_at_their_live_paths() -> None:
    """A web server finds each at the old address."""
    files = archive(
        page("/Beitrag/12"),
        page("/Thema/Spielpl%C3%A4tze%20und%20Gr%C3%BCn"),
        page("/Diskussion/Thema/Jung_und_Alt"),
    )
    assert {
        "Beitrag/12/index.html",
        "Thema/Spielplätze und Grün/index.html",
        "Diskussion/Thema/Jung_und_Alt/index.html",
    } <= set(files)


def test_links_lead_from_file_to_file() -> None:
    """Absolute, relative, with the live host, encoded or with underscores, with a place on the page."""
    links = [
        "/Thema/Jung%20und%20Alt",
        "../Thema/Jung_und_Alt#Ideen",
        f"{LIVE}/Thema/Jung und Alt",
        "/index.php?title=Thema/Jung_und_Alt",
    ]
    body = "".join(f'<a href="{link}">x</a>' for link in links) + '<a href="#unten">y</a>'
    files = archive(page("/Beitrag/12", body), page("/Thema/Jung und Alt"))
    text = content(files["Beitrag/12/index.html"])
    found = re.findall(r'href="([^"]*)"', text)
    target = "../../Thema/Jung%20und%20Alt/index.html"
    assert found == [target, f"{target}#Ideen", target, target, "#unten"]
    assert posixpath.normpath(f"Beitrag/12/{unquote(target)}") in files


def test_a_link_to_what_is_not_archived_is_text() -> None:
    """Edit links, histories, accounts and pages that do not exist: readable, but no way into nothing."""
    body = (
        '<a href="/Beitrag/12?action=edit">Bearbeiten</a> <a href="/+history/Beitrag/12">Versionen</a> '
        '<a href="/Beitrag/99">Beitrag 99</a> <a href="javascript:alert(1)">hier</a> '
        '<a href="//evil.example/x">dort</a>'
    )
    text = content(archive(page("/Beitrag/12", body))["Beitrag/12/index.html"])
    assert "Beitrag 99" in text and "javascript" not in text
    assert re.findall(r'href="([^"]*)"', text) == []
    assert text.count('<span class="ohne-ziel">') == 5


def test_a_link_into_the_web_stays_a_link() -> None:
    """It is followed only by a click, and tells the other side nothing."""
    text = archive(page("/A", '<a href="https://www.hannover.de/x?y=1&amp;z=2" onclick="x()">Stadt</a>'))[
        "A/index.html"
    ]
    assert (
        '<a href="https://www.hannover.de/x?y=1&amp;z=2" rel="external noopener noreferrer">Stadt</a>' in text
    )
    assert '<meta name="referrer" content="no-referrer">' in text


def test_a_renamed_page_and_a_permalink_are_still_found() -> None:
    """Links to them lead to the page itself, and their old address has a file that does."""
    files = archive(
        page("/Beitrag/12", '<a href="/Spezial:Permanentlink/345">Fassung</a>'),
        redirects={"/Spezial:Permanentlink/345": "/Beitrag/12", "/Alt": "/Beitrag/12", "/Weg": "/Nirgends"},
    )
    assert 'href="index.html">Fassung' in content(files["Beitrag/12/index.html"])
    assert 'http-equiv="refresh" content="0; url=../Beitrag/12/index.html"' in files["Alt/index.html"]
    assert "Weg/index.html" not in files


HOSTILE = """\
<p onclick="x()" style="background:url(https://evil.example/p)">Hallo <script>alert(1)</script>
<ScRiPt src=//evil.example/x.js></sCrIpT><img src=x onerror=alert(1)><img src="https://evil.example/p.gif" alt="Bild">

<svg onload=alert(1)><a href="javascript:alert(1)">svg</a></svg>
<math><mtext><script>alert(1)</script></mtext></math>
<iframe src="https://evil.example"></iframe><object data="x"></object><embed src="x">
<link rel=stylesheet href=//evil.example>
<form action="/+login"><input name="password"><button formaction="x">Anmelden</button></form>
<a href=" java&#x0A;script:alert(1)">eins</a><a href="data:text/html,x">zwei</a>
<a href="\\\\evil.example">drei</a>
<video poster="https://evil.example/p" src="x"></video>
<base href="https://evil.example/">
<meta http-equiv=refresh content="0;url=x">
<noscript><img src="https://evil.example/n"></noscript>
<unbekannt>bleibt lesbar</unbekannt><!-- [if IE]><script></script> -->
<template><script>alert(1)</script></template><textarea></textarea><img src=x onerror=alert(1)></textarea>
</div></main></body><p ping="https://evil.example" background="https://evil.example/b">Ende</p>"""


def test_nothing_of_a_hostile_page_acts_or_asks_anybody() -> None:
    """No script, handler, style, form, frame, foreign picture; the words stay."""
    files = archive(page("/Beitrag/1", HOSTILE))
    text = files["Beitrag/1/index.html"]
    document = lxml_html.document_fromstring(text)
    tags = {element.tag for element in document.iter() if isinstance(element.tag, str)}
    assert not tags & {
        "script",
        "form",
        "input",
        "button",
        "iframe",
        "object",
        "embed",
        "svg",
        "base",
        "style",
        "img",
    }
    for element in document.iter():
        assert not any(
            name.startswith("on") or name in ("style", "ping", "srcset") for name in element.attrib
        )
        address = element.get("href") or element.get("src") or ""
        assert not re.match(r"\s*(?:javascript|data|//|https?://evil)", address), address
    assert "evil.example" not in text and "alert(1)" not in text
    for word in ("Hallo", "Bild", "bleibt lesbar", "Ende", "eins"):
        assert word in content(text)


def test_buttons_of_the_living_wiki_are_gone() -> None:
    """Nobody is invited to write where nothing can be written."""
    body = (
        '<p><span class="fk-knopf"><a href="/+beitrag">Schreiben</a></span> <b class="gross">Bleibt</b></p>'
    )
    assert content(archive(page("/A", body))["A/index.html"]).endswith('<p> <b class="gross">Bleibt</b></p>')


def test_pictures_come_from_the_archive_or_are_their_words() -> None:
    """And a picture that could act is not taken in."""
    assets = {
        "/+get/Datei/Spielplatz.jpg": b"jpg",
        "/zeichen.svg": b"<svg><script>1</script></svg>",
        "/x.js": b"alert(1)",
    }
    body = (
        '<img src="/+get/Datei/Spielplatz.jpg" alt="Ein Spielplatz"><img src="/zeichen.svg" alt="Zeichen">'
        '<img src="/fehlt.png" alt="Fehlt">'
    )
    files = {f.path: f.content for f in build([page("/Beitrag/1", body)], assets, TITLE)}
    text = content(files["Beitrag/1/index.html"].decode())
    assert f'<img alt="Ein Spielplatz" src="../../{OWN}/dateien/+get/Datei/Spielplatz.jpg">' in text
    assert files[f"{OWN}/dateien/+get/Datei/Spielplatz.jpg"] == b"jpg"
    assert "<span>Zeichen</span><span>Fehlt</span>" in text
    assert not any(path.endswith((".js", ".svg")) for path in files)


def test_every_page_says_that_it_is_an_archive() -> None:
    """German, one stylesheet, a banner, a way home and a list of all pages."""
    files = archive(
        page("/Startseite"),
        page("/Beitrag/1", "<h1>Eigener Kopf</h1>", "Beitrag/1"),
        note="2. bis 29. November 2026",
    )
    text = files["Beitrag/1/index.html"]
    assert '<html lang="de">' in text and "<strong>Archiv der Konferenz</strong> " + TITLE in text
    assert text.count("<link") == 1 and f'href="../../{OWN}/stil.css"' in text and f"{OWN}/stil.css" in files
    assert text.count("<h1") == 1 and "2. bis 29. November 2026" in text
    assert 'href="../../Startseite/index.html">Startseite' in text
    assert "url=Startseite/index.html" in files["index.html"]
    listed = files[f"{OWN}/seiten/index.html"]
    assert 'href="../../Beitrag/1/index.html">Beitrag 1</a>' in listed


def test_titles_that_break_out_stay_inside() -> None:
    """`..`, quotes, slashes, devices, endless names: every file lies within the archive, every page its own."""
    paths = [
        "/..",
        "/../../etc/passwd",
        "/Thema/..%2F..%2Fx",
        "/%22%3Cb%3E%22",
        "/CON",
        "/.htaccess",
        "/a.",
        "/a ",
        "/" + "ä" * 300,
    ]
    paths += [
        "/_archiv/stil.css",
        "/Seite/index.html",
        "/Seite",
        "/seite",
        "/%00",
        "/" + "ä" * 299 + "b",
        "/a%5Cb",
    ]
    files = archive(*(page(path, title=path) for path in paths))
    own = [path for path in files if not path.startswith(f"{OWN}/") and path != "index.html"]
    assert len(own) == len(paths) == len({path.casefold() for path in own})
    for path in files:
        assert (
            not path.startswith("/")
            and ".." not in path.split("/")
            and not re.search(r'[\\:*?"<>|\x00-\x1f]', path)
        )
        assert all(0 < len(part.encode()) <= 255 for part in path.split("/"))
    assert files[f"{OWN}/stil.css"].startswith(":root")


def test_the_archive_looks_like_the_wiki_unless_its_look_loads_something() -> None:
    """The live stylesheet comes along; one that would ask anybody for a file stays out."""

    def style(look: str) -> str:
        files = build([Rendered("Startseite", "/Startseite", "<p>x</p>")], {}, "Konferenz", look=look)
        return next(file.content.decode() for file in files if file.path.endswith("stil.css"))

    assert ".kopf { color: red }" in style(".kopf { color: red }")
    for loading in ("a { background: url(x.png) }", "@import 'y.css';", "a { background: URL ( //z ) }"):
        assert "img { max-width: 100%" in style(loading) and loading not in style(loading)


def test_titles_are_escaped_in_the_frame() -> None:
    """In the heading, in the window's title and in the list."""
    files = archive(page("/X", title='<script>alert("ä")</script> & Söhne'))
    for text in files.values():
        assert "<script" not in text
    assert "<h1>&lt;script&gt;alert(&quot;ä&quot;)&lt;/script&gt; &amp; Söhne</h1>" in files["X/index.html"]


def test_two_pages_at_one_address_are_an_error() -> None:
    """One of them would be lost."""
    with pytest.raises(ArchiveError, match="zwei Seiten"):
        archive(page("/Jung_und_Alt"), page("/Jung%20und%20Alt"))


def test_the_same_pages_give_the_same_bytes() -> None:
    """In whatever order they come: the archive can be signed and compared."""
    pages = [page(f"/Beitrag/{n}", f'<a href="/Beitrag/{n + 1}">weiter</a>') for n in range(30)]

    def built(order: list[Rendered]) -> list[File]:
        return list(build(order, {"/b.png": b"1", "/a.png": b"2"}, TITLE))

    assert built(random.Random(3).sample(pages, 30)) == built(pages)


def test_a_whole_document_gives_its_main_part() -> None:
    """A rendered page may bring the wiki's frame along; the menu and the login link stay behind."""
    whole = (
        "<!DOCTYPE html><html><head><title>x</title></head><body><nav><a href='/+login'>Anmelden</a></nav>"
        "<main id='inhalt'><h1>Thema</h1><p>Text</p></main><footer>Fuß</footer></body></html>"
    )
    text = content(archive(page("/A", whole))["A/index.html"])
    assert text == "<h1>Thema</h1><p>Text</p>"


@given(st.text(max_size=80))
def test_a_file_name_is_always_one_safe_part(name: str) -> None:
    """Whatever the title."""
    safe = segment(name)
    assert safe not in ("", ".", "..") and not re.search(r'[\x00-\x1f\\/:*?"<>|]', safe)
    assert len(safe.encode()) <= 255 and safe[-1] not in ". "


@given(st.lists(st.sampled_from(["..", ".", "", "a", "%2e%2e", "%2F", "Ä ö", "index.html", OWN]), max_size=6))
def test_a_path_never_leaves_the_archive(parts: list[str]) -> None:
    """However its parts are put together."""
    path = page_file("/" + "/".join(parts))
    assert posixpath.normpath(path) == path and not path.startswith((".", "/", f"{OWN}/"))


@given(st.text(alphabet=st.sampled_from("<>/=\"'& aimgscriptonhref:javadivmain!-\n"), max_size=300))
def test_any_soup_of_signs_becomes_quiet_html(soup: str) -> None:
    """Broken markup is mended or dropped, never passed on."""
    document = lxml_html.document_fromstring(archive(page("/A", soup))["A/index.html"])
    for element in document.iter():
        assert element.tag not in ("script", "form", "iframe", "style")
        assert not any(str(name).startswith("on") for name in element.attrib)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>", "<x:script xmlns:x='http://www.w3.org/2000/svg'>1</x:script>", "<g onload='1'/>",
        "<foreignObject/>", "<b xmlns='http://www.w3.org/1999/xhtml' >x</b>", "<a href='javascript:1'>x</a>",
        "<a xlink:href=' data:text/html,x'>x</a>", "<image href='https://example.org/x.png'/>",
        "<use xlink:href='andere.svg#x'/>", "<set attributeName='href' to='javascript:1'/>",
        "<a><animate attributeName='href' values='javascript:1'/></a>", "<style>@import 'x';</style>",
        "<style>g { fill: url(https://example.org) }</style>", "<g style='fill:url(\"//example.org\")'/>",
        "<?xml-stylesheet href='x'?>",
    ],
)  # fmt: skip
def test_a_drawing_that_does_anything_is_left_out(inside: str) -> None:
    """Whatever runs, loads or changes itself, in any spelling and encoding; a stylesheet and a DOCTYPE, too."""
    assert not is_inert(SVG.format(inside).encode())
    assert not is_inert(("\ufeff" + SVG.format(inside)).encode("utf-16-le"))
    assert not is_inert(f"<?xml-stylesheet href='x'?>{SVG.format('')}".encode())
    assert not is_inert(f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{SVG.format('&a;')}".encode())


def test_a_drawing_that_is_only_seen_stays() -> None:
    """Shapes, gradients of its own, pictures within it, links that people follow."""
    drawn = SVG.format(
        "<!-- Plan --><style>g { fill: url(#farbe); stroke: url('#rot') }</style><linearGradient id='farbe'/>"
        "<a href='https://example.org/'><path d='M0 0'/></a><use xlink:href='#farbe'/><g fill='url(#farbe)'/>"
        "<image href='data:image/png;base64,AAAA'/>"
    )
    assert is_inert(drawn.encode()) and is_inert(f"<?xml version='1.0'?>\n{drawn}".encode())
    assert not is_inert(b"") and not is_inert(b"\x00" * 9) and not is_inert(b"<svg>")


def test_unknown_elements_are_opened_in_one_go() -> None:
    """Sixty thousand of them: none looks for its place among the others."""
    with patience():
        assert archived("<font>x</font>" * 60_000, str, str, ()) == "x" * 60_000
        assert archived("<main " * 60_000, str, str, ()) == ""
