"""Who may decide: what moderators and bots have put on a contribution's page, apart from what others have.

Our wiki lets nobody else write a decision there. A MediaWiki does, so there the bots look at the accounts: a decision,
a line `[[Kategorie:Stadtteil …]]` or the bots' section counts as it was when somebody who may decide last changed it.
Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from familienkonferenz.bots.decisions import SECTION
from familienkonferenz.bots.errors import SectionError
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sections import find, without_sections
from familienkonferenz.bots.wikitext import calls, mask

_CATEGORY = re.compile(r"\[\[\s{0,9}(?:Kategorie|Category)\s{0,9}:[^\[\]{}\n]*\]\]", re.IGNORECASE)


def authorised(history: Sequence[Revision], staff: Collection[str]) -> list[Revision]:
    """`history`, the texts reduced to what decides, as far as one of `staff` put it there.

    Where nobody else touched what decides, the texts stay as they are.
    """
    names = {name.casefold() for name in staff}
    kept, section = Counter[str](), ""
    before, before_section = Counter[str](), ""
    found: list[Revision] = []
    foreign = False
    for revision in history:
        said, body = (before, before_section) if revision.hidden else _deciding(revision)
        if revision.user.casefold() in names:
            kept = (kept - (before - said)) + (said - before)
            section = body if body != before_section else section
        else:
            foreign = foreign or said != before or body != before_section
        before, before_section = said, body
        found.append(replace(revision, text="\n".join([*kept.elements(), section])))
    return found if foreign else list(history)


def _deciding(revision: Revision) -> tuple[Counter[str], str]:
    """The decisions and categories in people's part of a page, and the bots' section with its marks."""
    text, section = revision.text, ""
    try:
        if found := find(text, SECTION, revision.title):
            section = text[found.start : found.end]
        text = without_sections(text, revision.title)
    except SectionError:
        pass  # broken marks: all of the page is people's; of those in its newest text `beitrag.words` tells moderators
    decided = [text[call.start : call.end] for call in calls(text, "Entscheidung")]
    return Counter([*decided, *(match[0] for match in _CATEGORY.finditer(mask(text)))]), section
