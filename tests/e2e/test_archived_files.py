"""Pictures and documents of a served wiki in its archive: all that is shown, nothing that asks the wiki."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import html

from ..plugins.pictures import PDF, picture
from .conftest import ServedWiki, Write

LICENCE = "Foto: Lisa aus Linden, CC BY 4.0"


def put(wiki: ServedWiki, name: str, content: bytes, text: str = "") -> None:
    """Upload a file as the bots' account."""
    token = wiki.api(meta="tokens")["query"]["tokens"]["csrftoken"]
    sent = {"action": "upload", "filename": name, "text": text, "token": token, "format": "json"}
    sent["ignorewarnings"] = "1"
    answer = wiki._bot.post(
        f"{wiki.url}/api.php", data=sent, files={"file": (name, content)}, timeout=60
    ).json()
    assert answer["upload"]["result"] == "Success", answer


def test_the_archive_shows_what_the_wiki_showed(
    small_wiki: ServedWiki, moderate: Write, tmp_path: Path
) -> None:
    """Small pictures, their pages with licence and uploader, originals, documents; every link leads to a file."""
    first, second = picture(size=(900, 600), seed=3), picture(size=(900, 600), seed=5)
    put(small_wiki, "Ampel am Markt.jpg", first, LICENCE)
    put(small_wiki, "Ampel am Markt.jpg", second)
    put(small_wiki, "Plan.pdf", PDF, "Der [[Datei:Skizze.png|40px]] Plan")
    put(small_wiki, "Skizze.png", picture("PNG", seed=11))
    put(small_wiki, "Niemand.png", picture("PNG", seed=13))
    moderate(
        small_wiki,
        "Spielplatz",
        "[[Datei:Ampel am Markt.jpg|mini|Dort]] [[:Datei:Plan.pdf]] [[Medium:Plan.pdf]]",
    )
    root = tmp_path / "archiv"
    said = small_wiki.konferenz("archive", str(root))
    assert said.code == 0, said
    described = (root / "Datei" / "Ampel am Markt.jpg" / "index.html").read_text(encoding="utf-8")
    assert LICENCE in described and "hochgeladen von" in described and "Spielplatz" in described
    assert (root / "Datei" / "Skizze.png" / "index.html").is_file()
    assert not (root / "Datei" / "Niemand.png").exists()
    kept = {path.read_bytes() for path in (root / "_archiv" / "dateien").rglob("*.*") if path.is_file()}
    assert second in kept and PDF in kept and first not in kept
    tree: Any = html.fromstring((root / "Spielplatz" / "index.html").read_text(encoding="utf-8"))
    (shown,) = tree.xpath("//figure/a[contains(@href, 'Datei/Ampel')]/img/@src")
    assert (root / "Spielplatz" / unquote(shown)).resolve().is_file()
    lost = [
        f"{page.relative_to(root)}: {address}"
        for page in root.rglob("*.html")
        for address in html.fromstring(page.read_text(encoding="utf-8")).xpath("//@href | //@src")
        if not re.match(r"https?://|mailto:|#", address)
        and not (page.parent / unquote(address.partition("#")[0])).is_file()
    ]
    assert lost == []
