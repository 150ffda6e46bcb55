"""What of a page's source counts: comments out, and the parts meant for the page alone or for its users alone.

MediaWiki decides this before anything else is read: `<noinclude>` stands on the template's own page only,
`<includeonly>` only where the template is used, and of a text with `<onlyinclude>` nothing else is used.
A comment that fills its line takes the line with it. `<nowiki>` and `<pre>` hide all of this. Pure and linear.
Source: mediawiki.org, Help:Templates#Control_template_inclusion; includes/parser/Preprocessor_Hash.php of 1.39.
"""

from __future__ import annotations

import re

from .opaque import Finder

_MARK = re.compile(
    r"<!--|<(?P<opaque>nowiki|pre)(?:\s[^<>]*)?>|<(?P<close>/?)(?P<part>noinclude|includeonly|onlyinclude)\s*/?>",
    re.IGNORECASE,
)


def prepare(text: str, *, transcluded: bool) -> str:
    """The source as it counts on its own page, or (`transcluded`) on a page that uses it.

    A comment that is never closed stays, as written: nothing typed is swallowed.

    >>> prepare("Hallo<noinclude> – nur hier</noinclude><!-- geheim -->", transcluded=True)
    'Hallo'
    """
    if "<" not in text:
        return text
    if transcluded:
        text = _only_included(text)
    hidden = "noinclude" if transcluded else "includeonly"
    finder = Finder(text)
    kept: list[str] = []
    done = position = 0
    while found := _MARK.search(text, position):
        start, position = found.start(), found.end()
        if name := found["opaque"]:
            position = finder.after_closing_tag(name, position) or position
            continue
        if part := found["part"]:
            kept.append(text[done:start])
            if part.lower() == hidden and not found["close"] and not found[0].endswith("/>"):
                position = finder.after_closing_tag(hidden, position) or len(text)
            done = position
            continue
        end = finder.after("-->", position)
        if end is None:
            continue
        start, position = _whole_line(text, start, end, finder)
        kept.append(text[done:start])
        done = position
    kept.append(text[done:])
    return "".join(kept)


def _only_included(text: str) -> str:
    """Of a text with `<onlyinclude>…</onlyinclude>`, only what stands there; any other text as it is."""
    finder = Finder(text)
    chosen: list[str] = []
    position = text.find("<onlyinclude>")
    while position >= 0:
        position += len("<onlyinclude>")
        end = finder.after("</onlyinclude>", position)
        if end is None:
            break
        chosen.append(text[position : end - len("</onlyinclude>")])
        position = text.find("<onlyinclude>", end)
    return "".join(chosen) if chosen else text


def _whole_line(text: str, start: int, end: int, finder: Finder) -> tuple[int, int]:
    """From where to where a comment goes: alone on its line (others beside it), it takes the line along."""
    line_start = start
    while line_start and text[line_start - 1] in " \t":
        line_start -= 1
    line_end = _past_blanks(text, end)
    while text.startswith("<!--", line_end) and (next_end := finder.after("-->", line_end + 4)):
        end, line_end = next_end, _past_blanks(text, next_end)
    if (line_start == 0 or text[line_start - 1] == "\n") and text.startswith("\n", line_end):
        return line_start, line_end + 1
    return start, end


def _past_blanks(text: str, position: int) -> int:
    while text.startswith((" ", "\t"), position):
        position += 1
    return position
