"""Wikitext from templates: Jinja with delimiters that leave `{{ }}` to the wiki.

`${ value }`, `<% if … %>`, `<# comment #>`; a name that is not given is an error, never an empty space.
Templates are files `<name>.wiki` beside this module, in folders: `texts/`, `templates/` (Vorlage:…),
`cities/<key>/` (what only one city says) and any other a colleague adds.

Filters
    escape      typed or configured text, read as it is, over several lines
    line        the same on one line: headings, list items, table cells, parameters of a template
    paragraphs  the same as paragraphs (a blank line parts them)
    number      a count in words
    slug        part of a CSS class: `nicht möglich` → `nicht-moeglich`

Nothing is escaped by itself, because values may be wikitext: whoever writes a template says `|escape`.
A page's name (`topic.page`) goes into a link as it is; the configuration has checked it.
"""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError

from familienkonferenz.page_templates import german
from familienkonferenz.page_templates.escape import escape, escape_line


class TemplateError(Exception):
    """A template is missing, broken or was not given a value; `str()` is one line: file, problem, remedy."""


def render(name: str, **values: object) -> str:
    """The wikitext of template `name` (`texts/startseite`) filled with `values`; no blank edges.

    Raises `TemplateError`.
    """
    try:
        text = _environment.get_template(f"{name}.wiki").render(values)
    except TemplateNotFound as error:
        raise TemplateError(
            f"{error.name}: no such template; add it to page_templates/ or mend the name"
        ) from None
    except TemplateSyntaxError as error:
        raise TemplateError(
            f"{error.name or name}, line {error.lineno}: {error.message}; mend the template"
        ) from None
    except UndefinedError as error:
        raise TemplateError(f"{name}.wiki: {error.message}; pass it to render(…)") from None
    return _BLANK_LINES.sub("\n\n", text).strip("\n")


def paragraphs(text: str) -> str:
    """Configured text of several paragraphs; single newlines are spaces, as in the TOML file."""
    return "\n\n".join(escape_line(part) for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def slug(text: str) -> str:
    """Part of a CSS class: small letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().translate(_UMLAUTS)).strip("-")


def exists(name: str) -> bool:
    """Whether there is a template of this name."""
    return _load(f"{name}.wiki") is not None


_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _load(file: str) -> str | None:
    path = files("familienkonferenz.page_templates").joinpath(*file.split("/"))
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _make_environment() -> Environment:
    environment = Environment(  # noqa: S701  wikitext, not HTML: our own escape
        loader=FunctionLoader(_load),
        undefined=StrictUndefined,
        variable_start_string="${",
        variable_end_string="}",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "escape": lambda value: escape(str(value)),  # str: a missing value raises here, and a number reads
        "line": lambda value: escape_line(str(value)),
        "paragraphs": paragraphs,
        "number": german.number,
        "slug": slug,
    }
    return environment


_environment = _make_environment()
