"""What may stand as the last part of a page title, on MediaWiki as well as on Moin.

MediaWiki reads titles in its own way: underscores are spaces, runs of them are one, the first letter is a
capital, ``%41`` and ``&amp;`` are decoded, direction marks are dropped. A title that one engine would change
would have two names, so everything that is not read back as it was written is refused here.
Source: MediaWiki's manual, "Page title"; 255 bytes are its limit, 180 leave room for
``Auswertung/Stadtteil/`` and the like in front.
"""

import re
import unicodedata

LONGEST = 180  # bytes of UTF-8

_FORBIDDEN = "/#<>[]|{}"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_DECODED = re.compile(r"%[0-9A-Fa-f]{2}|&[A-Za-z0-9#]+;|~~~")


def fault(page: str) -> tuple[str, str] | None:
    """What is wrong with the page title and what to do about it; None for a legal title."""
    for sign in page:
        if sign in _FORBIDDEN:
            return (
                f"„{page}“ enthält „{sign}“",
                f"In Seitennamen darf keines von {' '.join(_FORBIDDEN)} stehen.",
            )
        if unicodedata.category(sign) in _INVISIBLE:
            return (
                f"enthält das unsichtbare Zeichen U+{ord(sign):04X}",
                "Löschen Sie es: Steuerzeichen dürfen nicht in Seitennamen stehen.",
            )
        if unicodedata.category(sign) == "Zs" and sign != " ":
            return (
                f"„{page}“ enthält das Leerzeichen U+{ord(sign):04X}",
                "Nehmen Sie ein gewöhnliches Leerzeichen.",
            )
    if page != page.strip(" _"):
        return (
            f"„{page}“ beginnt oder endet mit einem Leerzeichen oder Unterstrich",
            "Löschen Sie es am Rand.",
        )
    if re.search("[ _]{2}", page):
        return (
            f"„{page}“ enthält zwei Leerzeichen oder Unterstriche nacheinander",
            "Lassen Sie nur eines stehen.",
        )
    if page in (".", ".."):
        return f"„{page}“ ist kein Name", "Geben Sie der Seite einen Namen aus Buchstaben."
    if found := _DECODED.search(page):
        return f"„{page}“ enthält „{found[0]}“, das ein Wiki umschreibt", "Schreiben Sie es anders."
    if page != unicodedata.normalize("NFC", page):
        return f"„{page}“ enthält zusammengesetzte Zeichen", "Tippen Sie die Umlaute neu (Unicode NFC)."
    if (size := len(page.encode())) > LONGEST:
        return f"ist mit {size} Bytes zu lang", f"Kürzen Sie den Seitennamen auf höchstens {LONGEST} Bytes."
    return None


def same_page(page: str) -> str:
    """The form in which two titles are one page to a wiki: spaces for underscores, a capital at the front."""
    title = unicodedata.normalize("NFC", page.replace("_", " "))
    capital = title[:1].upper()
    return (capital if len(capital) == 1 else title[:1]) + title[1:]
