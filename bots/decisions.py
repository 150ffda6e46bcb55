"""What people decided on a contribution's page; it beats whatever the bots find, for ever.

People decide by `{{Entscheidung|stadtteile=…|nicht=…|stelle=…|status=…|freigabe=…|grund=…}}` anywhere on the page,
by adding or removing a line `[[Kategorie:Stadtteil …]]`, and by editing the steps in the section "status". What was
decided before stays there: the bot writes it into `abgelehnt` and `bestätigt` of `{{Einordnung}}` and into the steps.

The order of the answer is the order of the last word: decisions that the bot has already seen, then what it kept of
them, then what changed since it last wrote.
"""

import re
from dataclasses import dataclass

from familienkonferenz.bots.coding import Decision as Decision
from familienkonferenz.bots.errors import PageError, SectionError
from familienkonferenz.bots.personal.findings import KINDS
from familienkonferenz.bots.sections import Section, find, without_sections
from familienkonferenz.bots.wikitext import calls, mask
from familienkonferenz.page_templates.escape import unescape

STATES = ("gesucht", "angefragt", "angenommen", "nicht möglich", "weitergegeben")
"""The states of a step, in the order in which they usually follow; a bot sets "gesucht", all others people."""

SECTION = "status"
"""The name of the bot's section on a contribution page."""

_CATEGORY = re.compile(
    r"\[\[\s{0,9}(?:Kategorie|Category)\s{0,9}:\s{0,9}Stadtteil[ _]([^\[\]{}|\n]+)(?:\|[^\[\]\n]*)?\]\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Decided:
    """People's decisions in their order, and what of them nobody can read."""

    decisions: tuple[Decision, ...]
    problems: tuple[PageError, ...]


def read(page: str, current: str, bot_text: str = "") -> Decided:
    """What people decided on `page`: `current` is its text, `bot_text` the last one that a bot saved ("" none).

    Raises nothing, whatever people wrote. A state that does not exist is a problem, and the decision counts without
    it; where the markers of the bot's section are broken, this is a problem, and what the bot had kept still counts.
    """
    section, people, problems = _parted(page, current)
    before, bot_people, _ = _parted(page, bot_text)
    seen, new, unread = _spoken(page, people, bot_people)
    problems += unread
    body = section.body if section else (before.body if before else "")
    decisions = [*seen, *_kept(body)]
    if section and before:
        decisions += _categories(current, bot_text)
    # Somebody deleted the whole section: that decides nothing.
    decisions += _steps(body, before.body if section and before else "")
    for decision in decisions:
        if decision.status and decision.status not in STATES:
            problems.append(_no_state(page, decision.status))
    decisions = [one for one in decisions if not one.status or one.status in STATES]
    return Decided((*decisions, *new), tuple(problems))


def _parted(page: str, text: str) -> tuple[Section | None, str, list[PageError]]:
    """The bot's section, people's part of the page, and what is wrong with the markers."""
    try:
        return find(text, SECTION, page), without_sections(text, page), []
    except SectionError as error:
        return None, text, [error]


def districts(wikitext: str) -> tuple[str, ...]:
    """The Stadtteile (page names) of the category lines of `wikitext`, in their order, each once."""
    return tuple(
        dict.fromkeys(match[1].strip().replace("_", " ") for match in _CATEGORY.finditer(mask(wikitext)))
    )


def _spoken(page: str, people: str, before: str) -> tuple[list[Decision], list[Decision], list[PageError]]:
    """The decisions by template that the bot had seen, those that are new since, and what is wrong with them."""
    old = [call.params for call in calls(before, "Entscheidung")]
    seen: list[Decision] = []
    new: list[Decision] = []
    problems: list[PageError] = []
    for call in calls(people, "Entscheidung"):
        params = {name: unescape(value).strip() for name, value in call.params.items()}
        status, body = params.get("status", ""), params.get("stelle", "")
        if status and status not in STATES:
            problems.append(_no_state(page, status))
            status = ""
        if status and not body:
            problems.append(PageError(page, f"zum Stand „{status}“ fehlt die Stelle", "stelle=… ergänzen"))
            status = ""
        released = _names(params.get("freigabe", ""))
        problems += [_no_kind(page, kind) for kind in released if kind not in KINDS]
        decision = Decision(
            districts=_places(params.get("stadtteile", "")),
            refused=_names(params.get("nicht", "")),
            body=body,
            status=status,
            reason=params.get("grund", ""),
            released=tuple(kind for kind in released if kind in KINDS),
        )
        if call.params in old:
            old.remove(call.params)
            seen.append(decision)
        else:
            new.append(decision)
    return seen, new, problems


def _kept(section: str) -> list[Decision]:
    """What the bot kept of earlier decisions in `{{Einordnung}}`."""
    for call in calls(section, "Einordnung"):
        refused = _names(unescape(call.params.get("abgelehnt", "")))
        confirmed = _names(unescape(call.params.get("bestätigt", "")))
        if refused or confirmed:
            return [Decision(districts=confirmed or None, refused=refused)]
    return []


def _categories(current: str, before: str) -> list[Decision]:
    """A person added or removed lines `Kategorie:Stadtteil …` since the bot wrote.

    Who adds one has looked at all: the tags are then those on the page. Who only removes some refuses these.
    """
    now, then = districts(current), districts(before)
    refused = tuple(name for name in then if name not in now)
    added = any(name not in then for name in now)
    return [Decision(districts=now if added else None, refused=refused)] if added or refused else []


def _steps(section: str, before: str) -> list[Decision]:
    """The states that people gave to steps; a step they deleted is "nicht möglich", so that the next one follows."""
    then, now = _states(before), _states(section)
    decisions = [
        Decision(body=body, status=status, reason=reason)
        for body, (status, reason) in now.items()
        if status != STATES[0] or reason or (before and then.get(body) != (status, reason))
    ]
    gone = [body for body in then if body not in now]
    return decisions + [
        Decision(body=body, status="nicht möglich", reason="von Hand gestrichen") for body in gone
    ]


def _states(section: str) -> dict[str, tuple[str, str]]:
    steps = {}
    for call in calls(section, "Schritt"):
        params = {name: unescape(value).strip() for name, value in call.params.items()}
        if params.get("stelle"):
            steps[params["stelle"]] = (params.get("status", "") or STATES[0], params.get("grund", ""))
    return steps


def _places(listed: str) -> tuple[str, ...] | None:
    """Districts of a decision: nothing written says nothing, "keine" says that it is of no Stadtteil."""
    if listed.lower() in ("keine", "keiner", "kein", "-", "–"):
        return ()
    return _names(listed) or None


def _names(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in re.split(r"[,;\n]", listed) if name.strip()))


def _no_kind(page: str, kind: str) -> PageError:
    return PageError(page, f"„{kind}“ kann man nicht freigeben", f"freigabe={', '.join(KINDS)}")


def _no_state(page: str, status: str) -> PageError:
    return PageError(page, f"„{status}“ ist kein Stand eines Schritts", f"einer von: {', '.join(STATES)}")
