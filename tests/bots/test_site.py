"""Facts about the archive's edge: what a visitor may read is fetched, written whole, and nothing else touched."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest

from familienkonferenz.bots.errors import StateError, WikiError
from familienkonferenz.bots.site import archive, days
from familienkonferenz.config import load
from familienkonferenz.page_templates.window import Window

WINDOW = Window(datetime(2026, 11, 1, 23, tzinfo=UTC), datetime(2026, 11, 29, 23, tzinfo=UTC))
PICTURE = b"\x89PNG\r\n\x1a\n"


def page(title: str, content: str, own: int = 0) -> str:
    """A page in the wiki's frame: a menu with a form, a stylesheet, the content, its own permalink."""
    link = f'<p class="stand">Zuletzt geändert: gestern · <a href="/+rev/{own}">Link</a></p>' if own else ""
    return f"""<!DOCTYPE html><html><head><link rel="stylesheet" href="/stil.css"></head>
<body><form action="/+suche"><input name="q"></form>
<main><h1>{title}</h1>{content}{link}</main><script>alert(1)</script></body></html>"""


@dataclass
class Site:
    """A small wiki: its pages by path, what visitors may not see, what leads elsewhere. Counts what is asked for."""

    files: dict[str, bytes | str]
    private: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    root: str = ""

    def titles(self, prefix: str, namespace: int = 0) -> Iterator[str]:
        """As the port does: private pages too, the bots see them."""
        own = [
            path[1:] for path in (*self.files, *self.moved) if not path.startswith(("/+", "/stil", "/bild"))
        ]
        return iter(path for path in own if namespace == 6 * path.startswith("Datei/"))

    def address(self, title: str) -> str:
        """As the port does."""
        return urljoin(self.root, quote(f"/{title}"))


@pytest.fixture
def site() -> Iterator[Site]:
    """The wiki, served."""
    wiki = Site({
        "/Startseite": page("Willkommen", '<a href="/Beitrag/1">Eins</a> <img src="/bild.png" alt="Bild">', 3),
        "/Beitrag/1": page("Beitrag 1", "<p>Bänke! 🎉</p>", 7),
        "/Auswertung": page("Auswertung", '<a href="/+rev/5">alte Fassung</a> <a href="/+rev/7">jetzige</a>', 9),
        "/Konferenz/Nachzügler": page("Nachzügler", "<p>geheim</p>", 8),
        "/+rev/5": page("Beitrag 1", "<p>Baenke.</p>"),
        "/+beitraege": page("Alle Beiträge", '<a href="/Beitrag/1">Bänke! 🎉</a>'),
        "/stil.css": "h1 { color: green }",
        "/bild.png": PICTURE,
    }, private={"/Konferenz/Nachzügler"}, moved={"/Alt": "/Beitrag/1"})  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            wiki.asked.append(path)
            if path in wiki.broken or path in wiki.private or path not in {*wiki.files, *wiki.moved}:
                self.send_error(500 if path in wiki.broken else 403 if path in wiki.private else 404)
                return
            self.send_response(302 if path in wiki.moved else 200)
            if isinstance(wiki.files.get(path), str) and not path.endswith(".css"):
                self.send_header("Content-Type", "text/html; charset=utf-8")
            if path in wiki.moved:
                self.send_header("Location", quote(wiki.moved[path]))
            self.end_headers()
            content = wiki.files.get(path, b"")
            self.wfile.write(content if isinstance(content, bytes) else content.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    wiki.root = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield wiki
    server.shutdown()
    server.server_close()


def made(site: Site, folder: Path, dry_run: bool = False) -> int:
    def no_bar(label: str, length: int):
        return nullcontext(lambda count: None)

    return archive(site, load(), WINDOW, folder, no_bar, dry_run=dry_run)


def text(folder: Path, *parts: str) -> str:
    return folder.joinpath(*parts, "index.html").read_text(encoding="utf-8")


def test_the_foot_names_the_days_of_the_conference(site, tmp_path):
    """From the first day to the last: the end itself, midnight after the 29th, no longer belongs to it."""
    assert days(WINDOW, load()) == "02.11.2026 bis 29.11.2026"
    noon = Window(datetime(2026, 11, 2, 8, tzinfo=UTC), datetime(2026, 11, 2, 11, tzinfo=UTC))
    assert days(noon, load()) == "02.11.2026"
    made(site, tmp_path / "archiv")
    assert "02.11.2026 bis 29.11.2026" in text(tmp_path / "archiv", "Startseite")


def test_private_pages_are_not_in_it(site, tmp_path):
    """It reads as a visitor: what a visitor may not see is in no file, though the bots know the title."""
    made(site, tmp_path / "archiv")
    assert "/Konferenz/Nachzügler" in site.asked
    everything = b"".join(path.read_bytes() for path in (tmp_path / "archiv").rglob("*") if path.is_file())
    assert b"geheim" not in everything
    assert "Bänke! 🎉".encode() in everything


def test_quoted_revisions_are_in_it_and_no_others(site, tmp_path):
    """What a page quotes is fetched; a page's link to itself is not, and one to a current version leads to the page."""
    made(site, tmp_path / "archiv")
    assert [path for path in site.asked if path.startswith("/+rev/")] == ["/+rev/5"]
    assert "Baenke." in text(tmp_path / "archiv", "+rev", "5")
    evaluation = text(tmp_path / "archiv", "Auswertung")
    assert 'href="../+rev/5/index.html"' in evaluation
    assert 'href="../Beitrag/1/index.html"' in evaluation
    assert "Zuletzt geändert: gestern</p>" in evaluation


def test_pictures_and_the_look_are_in_it(site, tmp_path):
    """The archive asks nobody: pictures and the wiki's stylesheet are its own files."""
    made(site, tmp_path / "archiv")
    assert (tmp_path / "archiv" / "_archiv" / "dateien" / "bild.png").read_bytes() == PICTURE
    assert 'src="../_archiv/dateien/bild.png"' in text(tmp_path / "archiv", "Startseite")
    assert "h1 { color: green }" in (tmp_path / "archiv" / "_archiv" / "stil.css").read_text(encoding="utf-8")


def test_files_that_pages_show_come_with_their_pages(site, tmp_path):
    """The picture, its page with who brought it, the original and the document; no older version, no other file."""
    versions = "".join(
        f'<tr><td><a href="/+datei/{n}/Ampel.jpg"><img src="/+datei/{n}/120px/Ampel.jpg"></a></td></tr>'
        for n in (12, 9)
    )
    site.files |= {
        "/Beitrag/2": page("Beitrag 2", '<a href="/Datei/Ampel.jpg"><img src="/+datei/12/220px/Ampel.jpg"></a>'),
        "/Beitrag/3": page("Beitrag 3", '<img src="/+datei/14/220px/Bank.png"> <a href="/Datei/Plan.pdf">Plan</a>'),
        "/Datei/Ampel.jpg": page("Datei:Ampel.jpg", f"""
            <p><a href="/+datei/12/Ampel.jpg">In voller Größe</a> hochgeladen von <strong>Lisa</strong>, CC BY 4.0</p>
            <table class="versionen"><tr><th>Bild</th></tr>{versions}</table>
            <a href="/Datei/Verwandt.jpg">auch</a>"""),
        "/Datei/Bank.png": page("Datei:Bank.png", "hochgeladen von Mehmet"),
        "/Datei/Plan.pdf": page("Datei:Plan.pdf", '<a class="knopf" href="/+datei/15/Plan.pdf">Herunterladen</a>'),
        "/Datei/Verwandt.jpg": page("Datei:Verwandt.jpg", '<img src="/+datei/16/800px/Verwandt.jpg">'),
        "/Datei/Niemand.jpg": page("Datei:Niemand.jpg", "zeigt keiner"),
        **{f"/+datei/{path}": path.encode() for path in (
            "12/Ampel.jpg", "12/220px/Ampel.jpg", "12/120px/Ampel.jpg", "9/Ampel.jpg", "9/120px/Ampel.jpg",
            "14/220px/Bank.png", "15/Plan.pdf",
        )},
        "/+datei/16/800px/Verwandt.jpg": page("Anmelden", "kein Bild"),
    }  # fmt: skip
    counted = made(site, tmp_path / "archiv", dry_run=True)
    assert made(site, tmp_path / "archiv") == counted
    root = tmp_path / "archiv"
    ampel = text(root, "Datei", "Ampel.jpg")
    assert "hochgeladen von <strong>Lisa</strong>, CC BY 4.0" in ampel and "/+datei/9/" not in ampel
    assert 'href="../../_archiv/dateien/+datei/12/Ampel.jpg"' in ampel
    assert '<a href="../../Datei/Ampel.jpg/index.html"><img' in text(root, "Beitrag", "2")
    assert "Mehmet" in text(root, "Datei", "Bank.png")
    assert 'href="../../_archiv/dateien/+datei/15/Plan.pdf">Herunterladen' in text(root, "Datei", "Plan.pdf")
    assert (root / "Datei" / "Verwandt.jpg" / "index.html").is_file()
    assert not (root / "Datei" / "Niemand.jpg").exists()
    kept = root / "_archiv" / "dateien" / "+datei"
    assert sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*.*")) == [
        "12/120px/Ampel.jpg", "12/220px/Ampel.jpg", "12/Ampel.jpg", "14/220px/Bank.png", "15/Plan.pdf",
    ]  # fmt: skip
    assert (kept / "12" / "Ampel.jpg").read_bytes() == b"12/Ampel.jpg"


def test_an_address_that_is_none_stops_nothing(site, tmp_path):
    """People write all sorts of links; what cannot be read is text."""
    site.files["/Beitrag/2"] = page(
        "Beitrag 2", '<a href="http://[kaputt.pdf">Plan</a> <img src="//[x.png" alt="y">'
    )
    made(site, tmp_path / "archiv")
    assert '<span class="ohne-ziel">Plan</span>' in text(tmp_path / "archiv", "Beitrag", "2")


def test_the_list_of_contributions_is_in_it(site, tmp_path):
    """It has no title that the API could list, but pages lead there."""
    made(site, tmp_path / "archiv")
    assert 'href="../Beitrag/1/index.html"' in text(tmp_path / "archiv", "+beitraege")


def test_a_renamed_page_leads_to_its_new_place(site, tmp_path):
    """The old address is a file that leads on; the page itself is there once, under its own name."""
    made(site, tmp_path / "archiv")
    assert 'url=../Beitrag/1/index.html"' in text(tmp_path / "archiv", "Alt")
    assert text(tmp_path / "archiv", "_archiv", "seiten").count(">Beitrag 1<") == 1


def test_a_dry_run_counts_and_writes_nothing(site, tmp_path):
    """The number is that of the files which would be written."""
    counted = made(site, tmp_path / "archiv", dry_run=True)
    assert list(tmp_path.iterdir()) == []
    assert made(site, tmp_path / "archiv") == counted
    assert len([path for path in (tmp_path / "archiv").rglob("*") if path.is_file()]) == counted


def test_the_old_archive_stays_until_the_new_one_is_whole(site, tmp_path):
    """A wiki that breaks off leaves the last archive; then the new one takes its place, with nothing left over."""
    made(site, tmp_path / "archiv")
    site.broken.add("/Auswertung")
    with pytest.raises(WikiError, match=r"Auswertung.* 500"):
        made(site, tmp_path / "archiv")
    assert "alte Fassung" in text(tmp_path / "archiv", "Auswertung")
    site.broken.clear()
    del site.files["/Auswertung"]
    made(site, tmp_path / "archiv")
    assert not (tmp_path / "archiv" / "Auswertung").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["archiv"]


def test_other_peoples_files_are_not_replaced(site, tmp_path):
    """A folder that is no archive is refused and stays."""
    (tmp_path / "brief.txt").write_text("wichtig", encoding="utf-8")
    with pytest.raises(StateError, match=str(tmp_path)):
        made(site, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_a_wiki_that_does_not_answer_is_told(site, tmp_path):
    """One line with the address; nothing is written."""
    site.root = "http://127.0.0.1:9/"
    with pytest.raises(WikiError, match=r"http://127\.0\.0\.1:9/"):
        made(site, tmp_path / "archiv")
    assert list(tmp_path.iterdir()) == []
