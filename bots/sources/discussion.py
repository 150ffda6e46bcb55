"""Comments of a talk page, as its text alone shows them: by signature, heading and indent.

The model is DiscussionTools' CommentParser: a comment reaches from the previous one, or the heading, to its
signature; its level is the smaller of the indents at its beginning and end; quotations do not count. Who really
said it is told by the page's history (`remarks`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import pairwise

from familienkonferenz.bots.sources.signatures import Signature, signatures
from familienkonferenz.bots.wikitext import FILLER, VERBATIM, mask, plain

QUOTES = (*VERBATIM, "blockquote", "ref", "q", "cite")
"""Elements whose signatures and headings are somebody else's."""

_INDENT = re.compile(r"[:*#;]*")
OUTDENT = re.compile(
    r"^[:*#]{0,99}\s{0,9}(?:\{\{\s{0,9}(?:outdent2?|od|absatz-r|(?:r?aus|nach[ _]?links[ _]?)(?:ge)?rück(?:t|en|ung)|"
    r"zurückrücken|unindent)\b[^{}]{0,99}\}\}|←[—–-]{0,99}|&larr;|<[—–-]{2,99}(?![—–>-]))\s{0,9}",
    re.IGNORECASE,
)
"""How people say that their comment goes on in front what had moved far to the right."""
ASIDE = re.compile(
    r"^([:*#]{0,99})\s{0,9}(?:<small>\s{0,9})?(?:\{\{\s{0,9}(?:bk|quetsch|edit conflict|ec)\s{0,9}\}\}|"
    r"\(\s{0,9}(?:nach\s)?(?:bearbeitungskonflikt|bk|edit conflict|ec|(?:da)?(?:zwischen|rein|dazwischen)?"
    r"(?:ge)?quetsch[a-z]{0,3})\s{0,9}\))(?:\s{0,9}</small>)?[:.]?\s{0,9}",
    re.IGNORECASE,
)
"""Words about the editing, not the matter: after a conflict of edits ("BK"), squeezed in between ("quetsch")."""
_QUOTE_CALL = re.compile(r"\{\{\s{0,9}(?:zitat|quote|cquote)\b[^{}]{0,20000}\}\}", re.IGNORECASE)
# Each part is taken whole and in one way only: a row of hyphens before a word had been cut in every way there is.
_SERVICE = re.compile(
    r"(?:-{4,}+|={2,}+\s{1,9}+=++|={3,}+|__[^\W_]+(?:_[^\W_]+)*__|"
    r"\{\{(?:archiv|autoarchiv|diskussionsseite|nobots|bots)\b[^{}]*+\}\}|\s)*+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the text of a page shows it: `units` of the page by their positions, blank ones left out.

    `level` counts the indents (0 none); `section` counts the headings above (0: before the first), `heading` is
    the last of them in plain words; `signatures` are those of its last unit, all by one person who signed again
    after an addition, none where nothing is signed.
    """

    units: tuple[int, ...]
    level: int
    section: int
    heading: str
    signatures: tuple[Signature, ...]
    outdent: bool = False

    @property
    def signature(self) -> Signature | None:
        """Who signed it first, and when."""
        return self.signatures[0] if self.signatures else None


def units(text: str) -> list[str]:
    """`text` cut into lines, and a line that several people signed after the signature of each but the last."""
    return [text[start:end] for start, end in _bounds(_hidden(text))]


def comments(text: str, zone: tzinfo) -> tuple[Comment, ...]:
    """The comments of a talk page as its text shows them, in order; the unsigned rest of a section is one too."""
    hidden, visible = _hidden(text), mask(text, ())
    found: list[Comment] = []
    pending: list[int] = []
    section, heading = 0, ""

    def close(signed: tuple[Signature, ...] = ()) -> None:
        if pending:
            lines = [text[slice(*bounds[i])] for i in pending]
            outdent = any(OUTDENT.match(line) for line in lines)
            found.append(Comment(tuple(pending), level_of(lines), section, heading, signed, outdent))
            pending.clear()

    bounds = _bounds(hidden)
    for i, (start, end) in enumerate(bounds):
        title = _heading(hidden[start:end])
        if title is not None:
            close()
            section, heading = section + 1, plain(title)
        elif not _SERVICE.fullmatch(visible[start:end].replace(FILLER, "")):
            pending.append(i)
            signed = signatures(hidden[start:end], zone)
            if signed:
                close(signed)
    close()
    return tuple(found)


def _hidden(text: str) -> str:
    """`text` with quotations, comments and verbatim parts masked: no signature or heading counts in there."""
    masked = mask(text, QUOTES)
    return _QUOTE_CALL.sub(lambda match: re.sub(r"[^\n]", FILLER, match[0]), masked)


def _bounds(hidden: str) -> list[tuple[int, int]]:
    """Start and end of each unit of a text, of which `hidden` has the same length; newlines left out."""
    bounds = []
    start = 0
    for line in hidden.split("\n"):
        end = start + len(line)
        signed = signatures(line, UTC) if "[[" in line or "{{" in line else ()
        for signature, following in pairwise(signed):
            if following.user.casefold() != signature.user.casefold():
                bounds.append((start, end - len(line) + signature.end))
                start = bounds[-1][1]
        bounds.append((start, end))
        start = end + 1
    return bounds


def _heading(line: str) -> str | None:
    """The title of a heading line in wikitext, or None."""
    line = line.rstrip(" \t" + FILLER)
    if not (line.startswith("=") and line.endswith("=") and len(line) > 2):
        return None
    return line.strip("=").strip() or None


def level_of(lines: Sequence[str]) -> int:
    """The smaller of the indents at the beginning and the end."""
    return min(len(_INDENT.match(line)[0]) for line in (lines[0], lines[-1]))  # type: ignore[index]


def anchor(line: str, zone: tzinfo) -> str:
    """What marks a line as the same one: who signed it, and when."""
    if "[[" not in line and "{{" not in line:
        return ""
    signed = signatures(_hidden(line) if "<" in line or "{{" in line else line, zone)
    return f"{signed[0].user} {signed[0].time:%Y%m%d%H%M}" if signed else ""
