"""Sequences about files: new versions, warnings, chunks, the stash, deletion, who may."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case, Step
from .engines import BOT, LISA, SOMMER, VISITOR
from .pictures import picture
from .steps import do

ONE, TWO, OTHER = picture("PNG", 21), picture("PNG", 22), picture("JPEG", 23)
CHUNKED = picture("PNG", 29, (1000, 750))
SIZE = str(len(CHUNKED))


def _up(
    name: str, content: bytes = b"", by: str = SOMMER, token: str = "csrf", part: str = "file", **more: str
) -> Step:
    files = ((part, name, content),) if content else ()
    return Step({"action": "upload", "filename": name, **more}, by, token=token, files=files)


def _about(name: str, **more: str) -> Step:
    fields = {
        "action": "query", "titles": f"Datei:{name}", "prop": "imageinfo|info", "iilimit": "10", "inprop": "protection",
        "iiprop": "user|comment|size|sha1|mime|mediatype|url|thumbmime|canonicaltitle|bitdepth|badfile",
    }  # fmt: skip
    return Step(fields | more, SOMMER)


def cases() -> Iterator[Case]:
    """All of them; each with files of its own."""
    yield _versions()
    yield _stash()
    yield _chunks()
    yield _who_may()
    yield _deletion()
    yield _contents()
    yield _usage()


def _versions() -> Case:
    """A file gets another version, and names lead to it."""
    return Case(
        "files: versions",
        (
            _up("Folge.png", ONE, comment="Erste", text="Ein [[Thema/A]]."),
            _about("Folge.png", iiurlwidth="20"),
            _up("Folge.png", ONE, comment="Noch einmal"),
            _up("Folge.png", TWO, comment="Zweite"),
            _up("Folge.png", TWO, comment="Zweite", ignorewarnings="1"),
            _about("Folge.png", iiurlheight="10"),
            _about("Folge.png", iiurlwidth="20", iiurlheight="10"),
            _about("Folge.png", iiurlwidth="2000"),
            _about("Folge.png", iilimit="1"),
            _up("Folge.png", ONE),
            _up("Gleich.png", TWO),
            _up("folge.png", OTHER),
            Step({"action": "query", "titles": "Datei:Folge.png", "prop": "revisions", "rvprop": "content|comment|user",
                  "rvslots": "main", "rvlimit": "10"}, SOMMER),
        ),
    )  # fmt: skip


def _stash() -> Case:
    """A file waits in the stash, and is taken out of it once."""
    return Case(
        "files: the stash",
        (
            _up("Ablage.png", ONE, stash="1", ignorewarnings="1"),
            _up("Ablage.png", filekey="{filekey}", comment="Aus der Ablage", ignorewarnings="1"),
            _about("Ablage.png"),
            _up("Ablage 2.png", filekey="{filekey}", ignorewarnings="1"),
            _up("Ablage 3.png", filekey="nirgends.png", ignorewarnings="1"),
            _up("Ablage 3.png", filekey="../geheim", ignorewarnings="1"),
        ),
    )


def _chunks() -> Case:
    """A file comes in pieces."""
    return Case(
        "files: in chunks",
        (
            _up("Stücke.png", CHUNKED[:2000], part="chunk", offset="0", filesize=SIZE),
            _up("Stücke.png", CHUNKED[2000:], part="chunk", offset="2000", filesize=SIZE, filekey="{filekey}"),
            _up("Stücke.png", filekey="{filekey}", comment="Ganz", ignorewarnings="1"),
            _about("Stücke.png"),
            _up("Stücke 2.png", b"x" * 100, part="chunk", offset="0", filesize="5000"),
            _up("Stücke 2.png", b"x" * 2000, part="chunk", offset="0", filesize="10"),
            _up("Stücke 2.png", b"x" * 2000, part="chunk", offset="7", filesize="5000"),
        ),
    )  # fmt: skip


def _who_may() -> Case:
    """Bots, participants, moderators, nobody."""
    return Case(
        "files: who may",
        (
            _up("Vom Bot.jpg", picture("JPEG", 34), BOT),
            _up("Vom Bot.jpg", picture("JPEG", 35), LISA, ignorewarnings="1"),
            _up("Vom Bot.jpg", picture("JPEG", 36), ignorewarnings="1"),
            _up("Vom Bot.jpg", picture("JPEG", 37), BOT, ignorewarnings="1"),
            _up("Von niemand.png", ONE, VISITOR),
            _up("Ohne Token.png", ONE, token=""),
            _up("Von fern.png", url="https://www.hannover.de/x.png"),
        ),
    )  # fmt: skip


def _deletion() -> Case:
    """An old version and the whole file go, come back, and are protected."""
    return Case(
        "files: deletion",
        (
            _up("Weg.jpg", picture("JPEG", 41, (40, 30))),
            _up("Weg.jpg", picture("JPEG", 42, (40, 30)), ignorewarnings="1"),
            do("delete", title="Datei:Weg.jpg", oldimage="quer"),
            do("delete", title="Datei:Weg.jpg", oldimage="20200101000000!Weg.jpg"),
            do("delete", title="Datei:Weg.jpg", reason="Weg"),
            _about("Weg.jpg"),
            do("undelete", title="Datei:Weg.jpg"),
            _about("Weg.jpg"),
            do("protect", title="Datei:Weg.jpg", protections="upload=sysop"),
            _about("Weg.jpg"),
            do("protect", title="Datei:Weg.jpg", protections="edit=all|upload=sysop", expiry="infinite"),
        ),
    )


def _contents() -> Case:
    """What is no picture."""
    return Case(
        "files: contents that are none",
        (
            _up("Leer.png", b"\n"),
            _up("Falsch.jpg", ONE),
            _up("Text.png", b"Nur ein Text, kein Bild."),
            _up("Seite.png", b"<html><script>alert(1)</script></html>"),
            _up("Seite.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ),
    )


def _usage() -> Case:
    """Pages that show a file."""
    return Case("files: usage", (
        do("edit", title="Zeigt", text="[[Datei:Folge.png|mini|Ein Bild]] [[Datei:Nirgends.png]]"),
        Step({"action": "query", "titles": "Zeigt", "prop": "images"}, SOMMER),
        Step({"action": "query", "titles": "Datei:Folge.png", "prop": "fileusage"}, SOMMER),
        Step({"action": "query", "list": "imageusage", "iutitle": "Datei:Folge.png"}, SOMMER),
        Step({"action": "query", "generator": "images", "titles": "Zeigt", "prop": "imageinfo"}, SOMMER),
    ))  # fmt: skip
