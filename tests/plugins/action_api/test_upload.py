"""Uploads by the API: warnings, chunks, the stash, and an unmodified pywikibot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ..pictures import noise, photograph, picture
from ..scene import Clock
from .conftest import Api
from .test_pywikibot import Pywikibot, address, pywikibot

__all__ = ["address", "pywikibot"]

ONE, TWO = picture("PNG", (64, 48)), picture("PNG", (64, 48), seed=9)
LARGE = noise((120, 90))
Enter = Callable[[str], Api]


def up(api: Api, name: str, content: bytes = b"", part: str = "file", **more: object) -> dict[str, Any]:
    """The whole reply to an upload."""
    form: dict[str, Any] = {"action": "upload", "format": "json", "formatversion": "2", "filename": name}
    form |= {"token": api.token()} | {key: str(value) for key, value in more.items()}
    if content:
        form[part] = (BytesIO(content), name)
    reply = api.client.post("/api.php", data=form, content_type="multipart/form-data").get_json()
    assert isinstance(reply, dict)
    return reply


def test_a_file_is_told_by_imageinfo_and_allimages(enter: Enter) -> None:
    """With its hash, its size and an address that gives exactly it."""
    api = enter("Konferenzbot")
    reply = up(api, "Spielplatz am Zoo.png", ONE, comment="Ein Bild", text="Am [[Zoo]].")
    assert (reply["upload"]["result"], reply["upload"]["filename"]) == ("Success", "Spielplatz_am_Zoo.png")
    page = api.page(
        "Datei:Spielplatz am Zoo.png", prop="imageinfo", iiprop="sha1|size|url|user|comment", iiurlwidth=20
    )
    (told,) = page["imageinfo"]
    assert told["sha1"] == hashlib.sha1(ONE, usedforsecurity=False).hexdigest()
    assert (told["width"], told["thumbwidth"], told["thumbheight"], told["user"]) == (
        64,
        20,
        15,
        "Konferenzbot",
    )
    assert api.client.get(told["url"]).data == ONE
    assert api.client.get(told["thumburl"]).status_code == 200
    (listed,) = api.query(list="allimages", aisha1=told["sha1"])["allimages"]
    assert listed["title"] == "Datei:Spielplatz am Zoo.png"


def test_what_speaks_against_it_is_a_warning_that_can_be_overridden(enter: Enter) -> None:
    """The name is taken, the content is there, the name is changed; the key leads on without sending it again."""
    api = enter("Frau Sommer")
    up(api, "Eins.png", ONE)
    exists = up(api, "Eins.png", TWO)["upload"]
    assert (exists["result"], exists["warnings"]) == ("Warning", {"exists": "Eins.png"})
    assert up(api, "Zwei.png", ONE)["upload"]["warnings"] == {"duplicate": ["Eins.png"]}
    assert up(api, "Ein/Bild.png", LARGE)["upload"]["warnings"] == {"badfilename": "Ein-Bild.png"}
    again = up(api, "Eins.png", filekey=exists["filekey"], ignorewarnings=1)["upload"]
    assert again["result"] == "Success"
    versions = api.page("Datei:Eins.png", prop="imageinfo", iiprop="sha1|archivename", iilimit=5)["imageinfo"]
    assert len(versions) == 2
    gone = api.ask(
        action="delete", title="Datei:Eins.png", oldimage=versions[1]["archivename"], token=api.token()
    )
    assert gone["delete"]["title"] == "Datei:Eins.png"
    assert len(api.page("Datei:Eins.png", prop="imageinfo", iilimit=5)["imageinfo"]) == 1


def test_a_file_comes_in_chunks_that_fit(enter: Enter) -> None:
    """A chunk that does not follow the last one is refused, with the place where it should begin."""
    api, size = enter("Konferenzbot"), len(LARGE)
    key = up(api, "L.png", LARGE[:2000], "chunk", offset=0, filesize=size)["upload"]["filekey"]
    wrong = up(api, "L.png", LARGE[3000:], "chunk", offset=3000, filesize=size, filekey=key)["error"]
    assert (wrong["code"], wrong["offset"]) == ("stashfailed", 2000)
    whole = up(api, "L.png", LARGE[2000:], "chunk", offset=2000, filesize=size, filekey=key)["upload"]
    assert whole["result"] == "Success"
    assert up(api, "L.png", filekey=whole["filekey"])["upload"]["result"] == "Success"
    assert up(api, "L2.png", filekey=whole["filekey"])["error"]["code"] == "uploadstash-file-not-found"


def test_nobody_reaches_into_another_ones_stash(enter: Enter, clock: Clock) -> None:
    """Nor out of it: a key is a name of a file and nothing else."""
    key = up(enter("Konferenzbot"), "Eins.png", ONE, stash=1)["upload"]["filekey"]
    lisa = enter("Lisa")
    assert up(lisa, "Eins.png", filekey=key)["error"]["code"] == "stashwrongowner"
    for bad in ("../secret.key", "/etc/passwd", "", ".", "x" * 300, "a/b.c"):
        assert up(lisa, "Eins.png", filekey=bad)["error"]["code"] in (
            "invalid-file-key",
            "uploadstash-file-not-found",
        )


def test_the_window_and_the_roles_count_for_files(enter: Enter, api: Api, clock: Clock) -> None:
    """By MediaWiki's codes; nothing is fetched from elsewhere."""
    lisa = enter("Lisa")
    assert up(lisa, "Eins.png", ONE)["upload"]["result"] == "Success"
    up(enter("Konferenzbot"), "Amt.png", TWO)
    assert up(lisa, "Amt.png", LARGE, ignorewarnings=1)["error"]["code"] == "fileexists-forbidden"
    assert up(api, "Zwei.png", LARGE)["error"]["code"] == "mustbeloggedin"
    assert up(lisa, "Zwei.png", url="http://127.0.0.1/x.png")["error"]["code"] == "copyuploaddisabled"
    clock.after()
    assert up(lisa, "Zwei.png", LARGE)["error"]["code"] == "protectedpage"
    assert up(enter("Konferenzbot"), "Zwei.png", LARGE)["upload"]["result"] == "Success"


@pytest.mark.parametrize(
    "name", ["x.svg", "x.html", "x.png.php.png", "x", "[[x]].svg", "", ".png", "ü" * 300 + ".png"]
)
def test_other_names_are_refused(name: str, enter: Enter) -> None:
    """Never SVG or HTML, whatever is in it."""
    reply = up(enter("Konferenzbot"), name, b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert reply["error"]["code"] in (
        "filetype-banned", "filetype-missing", "illegal-filename", "filename-tooshort",
        "filename-toolong", "verification-error",
    )  # fmt: skip


def test_a_body_beyond_the_limit_is_refused(enter: Enter) -> None:
    """As MediaWiki refuses it, not by a broken connection."""
    reply = up(enter("Konferenzbot"), "Eins.png", ONE + b"\0" * 10_500_000)
    assert reply["error"]["code"] == "file-too-large"


@pytest.mark.wiki
def test_pywikibot_uploads_and_downloads(pywikibot: Pywikibot, tmp_path: Path) -> None:
    """`site.upload` whole and in chunks, `FilePage` with its history, thumbnail and download, warnings as told."""
    (tmp_path / "eins.png").write_bytes(ONE)
    (tmp_path / "foto.jpg").write_bytes(photograph())
    (tmp_path / "gross.png").write_bytes(LARGE)
    assert pywikibot(f"""
folder = {str(tmp_path)!r}
page = pywikibot.FilePage(site, "Datei:Spielplatz.png")
said.append(page.upload(folder + "/eins.png", comment="Ein Bild", text="Der Zoo"))
page = pywikibot.FilePage(site, "Datei:Spielplatz.png")
said += [page.exists(), page.text, page.latest_file_info.width, page.latest_file_info.mime]
said.append(page.download(folder + "/zurück.png"))
said.append(page.get_file_url(url_width=30).endswith("Spielplatz.png"))
large = pywikibot.FilePage(site, "Datei:Groß.png")
said.append(site.upload(large, source_filename=folder + "/gross.png", comment="In Stücken", chunk_size=2048))
photo = pywikibot.FilePage(site, "Datei:Foto.jpg")
said.append(site.upload(photo, source_filename=folder + "/foto.jpg", comment="Foto", ignore_warnings=True))
said.append(pywikibot.FilePage(site, "Datei:Foto.jpg").download(folder + "/foto2.jpg"))
try:
    site.upload(pywikibot.FilePage(site, "Datei:Noch eins.png"), source_filename=folder + "/eins.png", comment="x")
except exceptions.UploadError as error:
    said.append(error.code)
said.append(sorted(p.title() for p in site.allimages()))
said.append(sorted(p.title() for p in pywikibot.FilePage(site, "Datei:Spielplatz.png").using_pages()))
""") == [
        True, True, "Der Zoo", 64, "image/png", True, True, True, True, True, "duplicate",
        ["Datei:Foto.jpg", "Datei:Groß.png", "Datei:Spielplatz.png"], [],
    ]  # fmt: skip
    assert (tmp_path / "zurück.png").read_bytes() == ONE
    assert b"Taschentelefon" not in (tmp_path / "foto2.jpg").read_bytes()
