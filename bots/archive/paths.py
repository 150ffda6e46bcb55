"""Where an archived page lies: the path of its live address, made safe as a file name on every system.

    /Thema/Spielplätze%20und%20Grün   ▶  Thema/Spielplätze und Grün/index.html
    /Beitrag/..                       ▶  Beitrag/%2E%2E/index.html

A name that is legal everywhere stays as it is, so that a web server finds it at the live address. Signs which
Windows, ZIP or a browser read in their own way (`\\ : * ? " < > | %`, control signs, dots at an edge, `CON`) are
percent-encoded; such a page is reached by the archive's own links. Pure.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, unquote

OWN = "_archiv"
"""The folder of the archive itself: its stylesheet, its list of pages, the files of the wiki."""

LONGEST = 200
"""Bytes of one file name at most; 255 is the limit of file systems."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\\/:*?"<>|%\ud800-\udfff]')
_INVISIBLE = {"Cf", "Zl", "Zp", "Cn", "Co"}
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def key(path: str) -> str:
    """One form for all spellings of a live path: decoded, NFC, blanks for underscores, no slash at the edges."""
    plain = unicodedata.normalize("NFC", unquote(path.partition("#")[0], errors="replace"))
    return re.sub(r"[ _]+", " ", plain).strip("/ ")


def page_file(path: str) -> str:
    """The file of the page at this live path (as in a URL, encoded or not), relative to the archive's root.

    >>> page_file("/Beitrag/12"), page_file("/")
    ('Beitrag/12/index.html', 'index.html')
    """
    return "/".join([*(_page_segment(s) for s in _segments(path)), "index.html"])


def asset_file(path: str) -> str:
    """The file of an asset: in the archive's own folder, so that it never meets a page."""
    return "/".join([OWN, "dateien", *(segment(s) for s in _segments(path))])


def segment(name: str) -> str:
    """One part of a path as a file name: never empty, `.` or `..`, no separator, at most `LONGEST` bytes."""
    safe = _UNSAFE.sub(lambda sign: _encoded(sign[0]), unicodedata.normalize("NFC", name))
    safe = "".join(_encoded(c) if unicodedata.category(c) in _INVISIBLE else c for c in safe)
    if not safe:
        return "%20"
    if safe[0] in ". " or _DEVICE.fullmatch(safe):
        safe = _encoded(safe[0]) + safe[1:]
    if safe[-1] in ". ":
        safe = safe[:-1] + _encoded(safe[-1])
    if len(safe.encode()) <= LONGEST:
        return safe
    kept = safe.encode()[: LONGEST - 9].decode(errors="ignore").rstrip(". ")
    return f"{kept}~{digest(name)}"


def apart(file: str, taken: Iterable[str], path: str) -> str:
    """`file`, or a name beside it where another page has it but for capitals ("List" and "list")."""
    if file.casefold() not in taken:
        return file
    folder = posixpath.dirname(file)
    return f"{folder}~{digest(path)}/index.html" if folder else f"~{digest(path)}/index.html"


def relative(file: str, target: str) -> str:
    """The address of `target` as written in `file`, percent-encoded: works in any folder and without a server."""
    return quote(posixpath.relpath(target, posixpath.dirname(file) or "."), safe="/~-._,()!'+")


def digest(text: str) -> str:
    """Eight hex digits that tell apart two names which would be one."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def _segments(path: str) -> list[str]:
    return [unquote(part, errors="replace") for part in path.split("/") if part]


def _page_segment(name: str) -> str:
    safe = segment(name)
    if safe.casefold() in ("index.html", OWN):
        return _encoded(safe[0]) + safe[1:]
    return safe


def _encoded(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode(errors="surrogatepass"))
