"""The pages that the clients' own tests look at, written by pywikibot: run as a program inside its settings.

They know no titles but ask for the main page and go from there: it needs links, a template, a picture, a category, a
discussion, redirects to it; and the wiki something of everything that is listed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pywikibot
from PIL import Image

PICTURE = "Bild.png"
_LINKED = range(3, 24)
_PAGES = {
    "Vorlage:Kiste": "Kiste {{{1|}}}",
    "Kategorie:Alles": "Alles.",
    "Kategorie:Teil": "[[Kategorie:Alles]]",
    "Eins": f"Eins [[Zwei]] {{{{Kiste|a}}}} [[Datei:{PICTURE}]] [https://hannover.example/x X] [[Kategorie:Alles]]",
    "Zwei": "Satz zwei [[Eins]] [[Kategorie:Teil]]",
    "Diskussion:Eins": "Eine Frage.",
    "Benutzer:Frau Sommer": "Ich.",
    "Benutzer Diskussion:Frau Sommer": "Hallo.",
    "Main Page": "<strong>MediaWiki has been installed.</strong>",
}


def main() -> None:
    """Write them all."""
    site = pywikibot.Site()
    site.login()
    start = str(site.siteinfo["mainpage"])
    for title, text in _PAGES.items():
        _put(site, title, text)
    for number in _LINKED:
        _put(site, f"Seite {number}", f"Satz {number} [[Eins]]" + " und mehr" * number)
    _upload(site)
    links = " ".join(f"[[Seite {number}]]" for number in _LINKED)
    text = f"Anfang {{{{Kiste|b}}}} [[Datei:{PICTURE}]] [[Kategorie:Alles]] [[Diskussion:Eins]] {links}"
    _put(site, start, text)
    _put(site, pywikibot.Page(site, start).toggleTalkPage().title(), "Über den Anfang.")
    _put(site, "Anderer Anfang", f"#WEITERLEITUNG [[{start}]]")
    _put(site, "Diskussion:Alt", "#WEITERLEITUNG [[Diskussion:Eins]]")
    _happen(site)


def _put(site: Any, title: str, text: str, **how: Any) -> None:
    page = pywikibot.Page(site, title)
    page.text = text
    page.save(summary="vorbereitet", quiet=True, **how)


def _upload(site: Any) -> None:
    content = BytesIO()
    Image.effect_noise((64, 64), 60).save(content, "PNG")
    with TemporaryDirectory() as folder:
        file = Path(folder) / PICTURE
        file.write_bytes(content.getvalue())
        page = pywikibot.FilePage(site, f"Datei:{PICTURE}")
        site.upload(page, source_filename=str(file), comment="Bild", text="Bild", ignore_warnings=True)


def _happen(site: Any) -> None:
    """What stands in the log."""
    _put(site, "Umzug", "zieht um")
    pywikibot.Page(site, "Umzug").move("Umgezogen", reason="anders genannt")
    _put(site, "Geschützt", "bleibt so")
    pywikibot.Page(site, "Geschützt").protect(reason="Ruhe", protections={"edit": "sysop", "move": "sysop"})
    for text in ("weg", "weg!"):
        _put(site, "Weg damit", text)
    pywikibot.Page(site, "Weg damit").delete(reason="weg", prompt=False)
    _put(site, "Eins", pywikibot.Page(site, "Eins").text + " klein", minor=True)


if __name__ == "__main__":
    main()
