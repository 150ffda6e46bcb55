"""A small stand-in for a wiki's template expansion: parameters, `#if`, `#switch`, noinclude, includeonly.

By MediaWiki's rules as far as our templates use them: named parameters and the branches of parser functions
are trimmed, an unset parameter without a default stays as it is written.
"""

import re

import mwparserfromhell
from mwparserfromhell.nodes import Argument, Template

_HIDDEN = re.compile(r"<noinclude>.*?</noinclude>", re.DOTALL)


def expand(wikitext: str, templates: dict[str, str], params: dict[str, str] | None = None) -> str:
    """`wikitext` with every template replaced; `templates`: name → wikitext of the page `Vorlage:<name>`."""
    out = []
    for node in mwparserfromhell.parse(wikitext).nodes:
        if isinstance(node, Argument):
            out.append(_argument(node, templates, params))
        elif isinstance(node, Template):
            out.append(_template(node, templates, params))
        elif isinstance(node, mwparserfromhell.nodes.Wikilink):
            title = expand(str(node.title), templates, params)
            text = "" if node.text is None else "|" + expand(str(node.text), templates, params)
            out.append(f"[[{title}{text}]]")
        elif (
            isinstance(node, mwparserfromhell.nodes.Tag)
            and node.contents
            and str(node.tag) in ("div", "span")
        ):
            inner = str(node.contents)
            whole = str(node)
            at = whole.index(inner, whole.index(">"))
            out.append(whole[:at] + expand(inner, templates, params) + whole[at + len(inner) :])
        elif isinstance(node, mwparserfromhell.nodes.Tag) and node.wiki_markup in ("''", "'''"):
            out.append(node.wiki_markup + expand(str(node.contents), templates, params) + node.wiki_markup)
        elif isinstance(node, mwparserfromhell.nodes.Heading):
            mark = "=" * node.level
            out.append(mark + expand(str(node.title), templates, params) + mark)
        else:
            out.append(str(node))
    return "".join(out)


def _argument(node: Argument, templates: dict[str, str], params: dict[str, str] | None) -> str:
    value = (params or {}).get(str(node.name).strip())
    if value is not None:
        return value
    return str(node) if node.default is None else expand(str(node.default), templates, params)


def _template(node: Template, templates: dict[str, str], params: dict[str, str] | None) -> str:
    name = str(node.name).strip()
    if name.startswith("#if:"):
        branches = [str(param) for param in node.params] + ["", ""]
        test = expand(name.removeprefix("#if:"), templates, params).strip()
        return expand(branches[0 if test else 1], templates, params).strip()
    if name.startswith("#switch:"):
        test = expand(name.removeprefix("#switch:"), templates, params).strip()
        found = {str(p.name).strip(): str(p.value) for p in node.params}
        return expand(found.get(test, found.get("#default", "")), templates, params).strip()
    given = {
        str(p.name).strip(): (lambda v, p=p: v.strip() if p.showkey else v)(
            expand(str(p.value), templates, params)
        )
        for p in node.params
    }
    body = _HIDDEN.sub("", templates[name]).replace("<includeonly>", "").replace("</includeonly>", "")
    return expand(body, templates, given)
