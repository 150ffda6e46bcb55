"""Texts that are sent: what they become when they are parsed, saved, or compared with another."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .steps import ask

SIGNED = "Am Markt. ~~~~\n\n== Eins ==\nText\n\n== Zwei ==\nMehr"
MANY = "\n\n".join(f"== {word} ==\n{word}" for word in ("Eins", "Zwei", "Drei", "Vier"))
SAVED = "Von {{subst:PAGENAME}}"


def cases() -> Iterator[Case]:
    """Of `parse` and of `compare`."""
    for name, fields in _PARSE.items():
        yield Case(f"parse/{name}", ask({"action": "parse", **fields}))
    for name, fields in _COMPARE.items():
        yield Case(f"compare/{name}", ask({"action": "compare", **fields}))


_PARSE: dict[str, dict[str, str]] = {
    "list": {"title": "Neu", "text": MANY, "prop": "sections"},
    "no_list": {"title": "Neu", "text": SIGNED, "prop": "sections"},
    "list_wanted": {"title": "Neu", "text": f"__FORCETOC__\n{SIGNED}", "prop": "sections|text"},
    "list_refused": {"title": "Neu", "text": f"__NOTOC__\n{MANY}", "prop": "sections"},
    "list_hidden": {"title": "Neu", "text": MANY, "prop": "sections|text", "disabletoc": "1"},
    "saved": {"title": "Thema/A", "text": SAVED, "pst": "1", "prop": "wikitext|links"},
    "only_saved": {"title": "Thema/A", "text": SAVED, "onlypst": "1"},
    "only_saved_and_written": {"title": "Thema/A", "text": SAVED, "onlypst": "1", "prop": "wikitext|sections"},
    "saved_page": {"page": "Thema/A", "pst": "1", "prop": "wikitext"},
    "only_saved_page": {"page": "Thema/A", "onlypst": "1", "prop": "wikitext"},
    "new_section": {
        "title": "Thema/A", "text": "Etwas", "section": "new", "sectiontitle": "Titel", "prop": "sections|wikitext",
    },
    "new_section_saved": {
        "title": "Thema/A", "text": SAVED, "section": "new", "sectiontitle": "Titel", "onlypst": "1",
    },
    "section_of_text": {"title": "Neu", "text": SIGNED, "section": "2", "prop": "wikitext|sections"},
    "no_such_section": {"title": "Neu", "text": SIGNED, "section": "7", "prop": "wikitext"},
    "without_title": {"text": "Etwas", "prop": "wikitext"},
    "with_model": {"text": "Etwas", "contentmodel": "wikitext", "prop": "wikitext"},
}  # fmt: skip

_A = {"fromrev": "{rev:Thema/A#1}"}
_B = {"torev": "{rev:Thema/A#2}"}
_COMPARE: dict[str, dict[str, str]] = {
    "texts": {"fromtext": "Eins", "totext": "Zwei"},
    "slots": {"fromslots": "main", "fromtext-main": "Eins", "toslots": "main", "totext-main": "Zwei", "slots": "main"},
    "all_slots": _A | _B | {"slots": "*"},
    "no_slots": _A | _B | {"slots": ""},
    "text_without_slot": _A | _B | {"fromtext-main": "Eins"},
    "slot_without_text": _A | _B | {"fromslots": "main"},
    "slot_that_is_none": _A | _B | {"fromslots": "nebenbei"},
    "text_and_slot": _B | {"fromtext": "Eins", "fromslots": "main", "fromtext-main": "Eins"},
    "text_against_revision": _A | {"toslots": "main", "totext-main": "Anders", "prop": "ids|title|rel|size|user|diff"},
    "text_on_page": {"fromtitle": "Thema/A", "totitle": "Thema/A", "toslots": "main", "totext-main": "Anders"},
    "text_on_missing_page": _A | {"totitle": "Nirgends", "toslots": "main", "totext-main": "Anders"},
    "missing_page": _A | {"totitle": "Nirgends"},
    "relative_to_text": {"fromtext": "Eins", "torelative": "prev"},
    "relative_to_sent": _A | {"fromslots": "main", "fromtext-main": "Anders", "torelative": "cur"},
    "before_sent": {
        "fromrev": "{rev:Thema/A#2}", "fromslots": "main", "fromtext-main": "Anders", "torelative": "prev",
    },
    "saved": _A | {"toslots": "main", "totext-main": SAVED, "topst": "1"},
    "saved_nowhere": {"fromtext": "Eins", "totext": SAVED, "topst": "1"},
    "section": _A | {"torev": "{rev:Thema/A#2}", "tosection": "0"},
    "no_such_section": _A | _B | {"tosection": "77"},
    "section_for_text": _A | {"totitle": "Thema/A", "toslots": "main", "totext-main": "X", "tosection-main": "0"},
    "section_for_nothing": _A | {"toslots": "main", "totext-main": "X", "tosection-main": "0"},
    "model": _A | {"toslots": "main", "totext-main": "X", "tocontentmodel-main": "wikitext"},
    "other_model": _A | {"toslots": "main", "totext-main": "X", "tocontentmodel-main": "weiches"},
    "neighbours": _A | _B | {"prop": "rel"},
    "neighbours_of_two_pages": _A | {"totitle": "Thema/B", "prop": "rel|ids"},
    "next_of_the_last": {"fromtitle": "Thema/A", "torelative": "next", "prop": "ids|title|rel"},
    "nothing": {"slots": "main"},
    "one_side": _A,
}  # fmt: skip
