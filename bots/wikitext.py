"""Wikitext as the bots read it: what is hidden, which templates stand there, what it says in plain words.

One pass over the text, linear whatever was typed: mwparserfromhell needs 20 to 100 s for 100 kB of unclosed
`<b>`, `[[a|` or `{{x|`, and everybody may write on these pages. What is never closed is plain text.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

VERBATIM = ("nowiki", "pre", "syntaxhighlight", "source")
"""Tags whose content is shown as typed: no template, no signature, no heading in there."""

FILLER = "\ufffc"
_DEPTH = 12  # of nested brackets the innermost count; it keeps the recursion below shallow
_TOKEN = re.compile(r"\[\[|\]\]|\{\{|\}\}|\|")
_CLOSERS = {"]]": "[[", "}}": "{{"}
_DROPPED = re.compile(r"(?:Kategorie|Category)\s*:", re.IGNORECASE)
_FILE = re.compile(r"(?:Datei|Bild|File|Image)\s*:", re.IGNORECASE)
_FILE_WORD = re.compile(
    r"(?:mini|thumb|hochkant|upright|rechts|links|zentriert|rand|right|left|center|[0-9x]+px)(?:=.*)?"
    r"|(?:link|verweis|alt|alternativtext|class|klasse|lang|sprache)=.*"
)
_EXTERNAL = re.compile(r"\[((?:https?:)?//[^\s\[\]<>\"]+)(?:[ \t]([^\[\]\n]*))?\]")
_BREAK = re.compile(r"<br\s{0,9}/?\s{0,9}>\n?|</?(?:p|div|li|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>|</?[A-Za-z]>|'''''|'''|''|__[A-ZÄÖÜ_]{3,30}__")
_TABLE = re.compile(r"\{\||\|\}|\|-|-{4,}")
_LINE_MARK = re.compile(r"[:*#;]+[ \t]*|[|!][ \t]*")
_HEADING = re.compile(r"(={1,6})([^\n]+?)\1[ \t]*")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_NAMED = re.compile(r"(?![0-9])[^\s<>=]{1,60}\s*=")
_NUMBERED = re.compile(r"^[0-9]{1,2}\s*=\s*")
_SIGN = re.compile(r"[\[\]{}<&'|=*#:;!_-]")
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Call:
    """A template call `text[start:end]`: name and parameters, values stripped, the last of a name counts."""

    start: int
    end: int
    name: str
    params: dict[str, str]


@dataclass(slots=True)
class _Bracket:
    """An open or closed `[[…]]` or `{{…}}`: its parts between the bars, each of strings and brackets."""

    kind: str
    start: int
    end: int = 0
    bars: list[int] = field(default_factory=list)
    parts: "list[list[str | _Bracket]]" = field(default_factory=lambda: [[]])


def mask(text: str, tags: tuple[str, ...] = VERBATIM) -> str:
    """`text` of the same length, comments and the content of `tags` replaced by a filler; newlines stay.

    What is opened and never closed is left as it is: nothing that was typed may vanish by one `<!--`.
    """
    out, position = [], 0
    for start, _, _, end in _verbatim(text, tags):
        out.append(text[position:start])
        out.append("".join("\n" if char == "\n" else FILLER for char in text[start:end]))
        position = end
    return "".join(out) + text[position:]


def without_comments(text: str) -> str:
    """`text` without its closed comments; one that is left open stays, so that it hides nothing."""
    out, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        out.append(text[position:start])
        position = end + 3
    return "".join(out) + text[position:]


def calls(text: str, *names: str) -> tuple[Call, ...]:
    """The calls of the templates `names` in `text`, in order; those inside another template do not count.

    Names begin with a capital, in `text` also with a small letter; "Vorlage:" and "Template:" before them are
    understood.
    """
    found = []
    for bracket in _outermost(_brackets(text), "{{"):
        bounds = [bracket.start + 1, *bracket.bars, bracket.end - 2]
        values = [text[before + 1 : bar] for before, bar in pairwise(bounds)]
        name = re.sub(r"^(?:Vorlage|Template)\s*:", "", without_comments(values[0]).strip()).strip()
        name = name[:1].upper() + name[1:]
        if name in names:
            found.append(Call(bracket.start, bracket.end, name, _params(values[1:])))
    return tuple(found)


def plain(wikitext: str) -> str:
    """What a reader sees of `wikitext`, as plain text: links by their label, breaks as newlines, no markup.

    A template gives its unnamed parameters, or its name where it has none (`{{Pro}}` reads "Pro"); comments,
    categories and signs of bold or list are left out.
    """
    if not _SIGN.search(wikitext):
        return "\n".join(
            _BLANKS.sub(" ", line).strip() for line in _GAPS.sub("\n\n", wikitext).split("\n")
        ).strip()
    text = _rendered(_brackets(_shielded(without_comments(wikitext))))
    text = _EXTERNAL.sub(lambda match: match[2] or match[1], text)
    lines = []
    for line in _TAG.sub("", _BREAK.sub("\n", text)).split("\n"):
        line = line.strip()
        if _TABLE.match(line):
            continue
        if heading := _HEADING.fullmatch(line):
            line = heading[2]
        mark = _LINE_MARK.match(line)
        line = line[mark.end() :].replace("||", " ") if mark else line
        lines.append(_BLANKS.sub(" ", _ENTITY.sub(lambda match: html.unescape(match[0]), line)).strip())
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def _verbatim(text: str, tags: tuple[str, ...]) -> Iterator[tuple[int, int, int, int]]:
    """Comments and elements of `tags`: their start, start and end of the content, and their end."""
    opener = re.compile(rf"<!--|<({'|'.join(tags) or '(?!)'})\b[^<>]*>", re.IGNORECASE)
    unclosed: set[str] = set()
    position = 0
    while match := opener.search(text, position):
        kind = (match[1] or "").lower()
        position = match.end()
        if kind in unclosed or match[0].endswith("/>"):
            continue
        pattern = rf"</{kind}\s{{0,9}}>" if kind else "-->"
        closer = re.compile(pattern, re.IGNORECASE).search(text, position)
        if closer is None:
            unclosed.add(kind)
        else:
            yield match.start(), match.end(), closer.start(), closer.end()
            position = closer.end()


def _brackets(text: str) -> list[str | _Bracket]:
    """`text` as strings and closed brackets, nested; unclosed ones are strings."""
    stack = [_Bracket("", 0)]
    position = 0
    for token in _TOKEN.finditer(mask(text)):
        top = stack[-1]
        top.parts[-1].append(text[position : token.start()])
        position = token.end()
        if token[0] in ("[[", "{{"):
            if len(stack) > _DEPTH:
                _give_up(stack, 1)
            stack.append(_Bracket(token[0], token.start()))
        elif token[0] == "|" and top.kind:
            top.bars.append(token.start())
            top.parts.append([])
        elif (opener := _CLOSERS.get(token[0])) and any(b.kind == opener for b in stack):
            while stack[-1].kind != opener:
                _give_up(stack, -1)
            closed = stack.pop()
            closed.end = token.end()
            stack[-1].parts[-1].append(closed)
        else:
            top.parts[-1].append(token[0])
    while len(stack) > 1:
        _give_up(stack, 1)
    return [*stack[0].parts[0], text[position:]]


def _give_up(stack: list[_Bracket], which: int) -> None:
    """The bracket `stack[which]` was never closed: its parts are its elder's text."""
    into = stack[which - 1]
    lost = stack.pop(which)
    into.parts[-1].append(lost.kind)
    for count, part in enumerate(lost.parts):
        if count and into.kind:
            into.bars.append(lost.bars[count - 1])
            into.parts.append([])
        elif count:
            into.parts[-1].append("|")
        into.parts[-1].extend(part)


def _outermost(pieces: list[str | _Bracket], kind: str) -> list[_Bracket]:
    found = []
    for piece in pieces:
        if isinstance(piece, _Bracket):
            inner = (
                [piece] if piece.kind == kind else [b for part in piece.parts for b in _outermost(part, kind)]
            )
            found.extend(inner)
    return found


def _params(values: list[str]) -> dict[str, str]:
    params: dict[str, str] = {}
    unnamed = 0
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or any(sign in name for sign in ("{{", "[[", "<")):
            unnamed += 1
            name, rest = str(unnamed), value
        params[without_comments(name).strip(" \t\n\r")] = without_comments(rest).strip(" \t\n\r")
    return params


def _rendered(pieces: list[str | _Bracket]) -> str:
    return "".join(piece if isinstance(piece, str) else _shown(piece) for piece in pieces)


def _shown(bracket: _Bracket) -> str:
    parts = [_rendered(part) for part in bracket.parts]
    if bracket.kind == "{{":
        shown = [_NUMBERED.sub("", part.strip()) for part in parts[1:] if not _NAMED.match(part.strip())]
        return " ".join(shown) if len(parts) > 1 else parts[0].strip()
    target = parts[0].strip()
    if _DROPPED.match(target):
        return ""
    if _FILE.match(target):
        return "" if len(parts) == 1 or _FILE_WORD.fullmatch(parts[-1].strip()) else parts[-1]
    return "|".join(parts[1:]) if len(parts) > 1 and parts[1] else target.lstrip(":")


def _shielded(text: str) -> str:
    """`text` with the signs in verbatim elements as entities, to be read as typed at the end."""
    out, position = [], 0
    for start, inner, inner_end, end in _verbatim(text, VERBATIM):
        out.append(text[position:start])
        out.append(re.sub(r"[^\w\s]", lambda match: f"&#{ord(match[0])};", text[inner:inner_end]))
        position = end
    return "".join(out) + text[position:]
