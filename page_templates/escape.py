"""Typed text ⇄ wikitext that shows exactly what was typed.

Citizens' words are put on wiki pages, into template parameters and into quotations.  They must be read as
typed and must never act: no template, link, list, signature, `__SWITCH__`, web address, table cell or bot's
marker.  So every character that could act becomes a numeric entity (`{` → `&#123;`); letters, digits and
plain punctuation stay readable in the wikitext.  The rule lists what is *safe*; anything else is encoded.

Shapes:
    newline                       → `<br />` + newline (so no paragraph, list or indent can begin)
    further and edge spaces       → `&#160;` (an edge is the beginning or the end of a line)
    typed U+00A0                  → raw; `&#xA0;` at an edge, where programs strip it
    invisible or separator chars  → entity; so are combining marks that Unicode NFC would change, because
                                    MediaWiki normalises every page to NFC when it saves

`unescape(escape(text)) == text` for every text, with CRLF read as LF.  Both are pure and raise nothing.

Limit: characters which no wiki can show (U+0000 to U+001F) survive the round trip but read as their entity.
"""

from __future__ import annotations

import re
import unicodedata

_ALWAYS = frozenset(".,?/%()@$")  # ASCII punctuation that never acts anywhere
_INSIDE = frozenset("!+-;")  # acts at the beginning of a line (`----`, `;term`) or of a table cell
_RAW_FORMAT = "\u200d\ufe0f\ufe0e"  # glue and style of emoji: a family is 👨 + joiner + 👩 + joiner + 👧
# MediaWiki can link these words when a number follows; their first letter is encoded.
_MAGIC_WORD = re.compile(r"(?:RFC|PMID|ISBN)")
# Most of what is written: nothing in it could act, so it need not be read sign by sign.
_HARMLESS = re.compile(r"[A-Za-z0-9ÄÖÜäöüß.,?/%()@$]+(?: [A-Za-z0-9ÄÖÜäöüß.,?/%()@$]+)*")
_BREAK = re.compile(r"<br ?/>\n?")
_ENTITY = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_NEWLINES = re.compile(r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])+")


def escape(text: str) -> str:
    """Wikitext that reads as `text`, character for character, and does nothing else.

    >>> escape("Ampel {{jetzt}}!\\n* am Markt")
    'Ampel &#123;&#123;jetzt&#125;&#125;!<br />\\n&#42; am Markt'
    """
    lines = text.replace("\r\n", "\n").split("\n")
    return "<br />\n".join(_escape_line(line) for line in lines)


def escape_line(text: str) -> str:
    """`escape` for a template parameter: one line, each run of newlines a single space, no edge blanks.

    >>> escape_line("Lange\\nLaube | Mitte ")
    'Lange Laube &#124; Mitte'
    """
    return escape(_NEWLINES.sub(" ", text).strip())


def unescape(wikitext: str) -> str:
    """The text that was typed, from the wikitext `escape` made of it.

    Also reads what a wiki does to it (the newline after a last `<br />` is trimmed on saving) and what people
    add by hand: their plain newlines and plain characters stay as they are.
    """
    return _ENTITY.sub(_decoded, _BREAK.sub("\n", wikitext))


def _escape_line(line: str) -> str:
    if _HARMLESS.fullmatch(line) and not _MAGIC_WORD.search(line):
        return line
    magic = {match.start() for match in _MAGIC_WORD.finditer(line)}
    stable = unicodedata.is_normalized("NFC", line)
    first = len(line) - len(line.lstrip(" \u00a0"))  # edges are looked up once: text may be long and hostile
    last = len(line.rstrip(" \u00a0")) - 1
    out = []
    for i, char in enumerate(line):
        before, after = line[i - 1 : i], line[i + 1 : i + 2]
        if char == " ":
            out.append(" " if first < i < last and before != " " else "&#160;")
        elif char == "\u00a0":
            out.append(char if first < i < last else "&#xA0;")
        elif i not in magic and _is_safe(char, before, after, line[i + 2 : i + 3], stable):
            out.append(char)
        else:
            out.append(f"&#{ord(char)};")
    return "".join(out)


def _is_safe(char: str, before: str, after: str, next_after: str, stable: bool) -> bool:
    """Whether `char` may stand as typed between its neighbours (`""` at an edge of the line)."""
    if char.isascii():
        if char.isalnum() or char in _ALWAYS:
            return True
        if char == ":":  # 10:30 and "Wunsch: mehr", never the colon of a web address
            return (before.isdigit() and after.isdigit()) or (
                before != "" and after == " " and next_after not in ("", " ")
            )
        if char == "'":  # geht's; never two of them, nor one at an edge
            return before.isalnum() and after.isalnum()
        return char in _INSIDE and before not in ("", char)
    category = unicodedata.category(char)
    if char in _RAW_FORMAT:
        return stable and before != ""
    if category[0] == "M" or "\u1100" <= char <= "\u11ff":  # marks and Hangul letters that compose
        return stable and before != ""
    return category[0] in "LNPS" and category != "Pc" and unicodedata.is_normalized("NFC", char)


def _decoded(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if match[2] and code == 160:
        return " "
    return chr(code) if code <= 0x10FFFF else match[0]
