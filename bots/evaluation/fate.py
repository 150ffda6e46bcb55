"""What became of every contribution (Verbleib): nothing that was said is dropped without a word.

A contribution ends as at least one of: zitiert (quoted in the evaluation), zusammengeführt (read together with
another one that says the same), als Antwort gelesen (with what it answers), vorgemerkt (a body is found, nobody has
asked it yet), weitergeleitet (a body was asked), bei der Moderation (people decide, with the reason), nicht
aufgegriffen, weil … Each of these needs a ground that can be checked; whatever has none is in the remainder,
which is counted in public. So the remainder is 0 only when every single case was accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.config import Conference

Kind = Literal[
    "zitiert",
    "zusammengeführt",
    "als Antwort gelesen",
    "vorgemerkt",
    "weitergeleitet",
    "bei der Moderation",
    "nicht aufgegriffen",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Destination:
    """One end of a contribution: its kind, why, and the pages where it can be seen (titles, perhaps none).

    `because` is the German clause that follows "weil", or "" where the pages say enough; `other` the id of the
    contribution that it is read with or answers.
    """

    kind: Kind
    because: str = ""
    pages: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """All ends of one contribution, in the order of `KINDS`; without any it belongs to the remainder."""

    contribution: str
    destinations: tuple[Destination, ...]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The ends alone, without their reasons."""
        return tuple(destination.kind for destination in self.destinations)

    @property
    def reason(self) -> str:
        """What follows "weil", of all destinations that need it, parted by semicolons."""
        return "; ".join(d.because for d in self.destinations if d.because)


def fates(
    coded: Sequence[Coded],
    conference: Conference,
    cited: Mapping[str, Sequence[str]],
    merged: Mapping[str, str],
) -> tuple[Fate, ...]:
    """The fate of each contribution, in the order given.

    `cited`: id → titles of the pages that quote it. `merged`: id → id it is read with.
    """
    known = {one.contribution.id: one.contribution for one in coded}
    return tuple(
        Fate(
            one.contribution.id,
            tuple(
                sorted(
                    (
                        *_cited(one, cited),
                        *_merged(one, merged, known),
                        *_routed(one, conference),
                        *_moderated(one, known),
                        *_declined(one, conference),
                    ),
                    key=lambda destination: KINDS.index(destination.kind),
                )
            ),
        )
        for one in coded
    )


def remainder(all_fates: Iterable[Fate]) -> tuple[str, ...]:
    """Ids of the contributions that ended nowhere. Must be empty; it is published either way."""
    return tuple(fate.contribution for fate in all_fates if not fate.destinations)


def said(contribution: Contribution) -> bool:
    """Whether the contribution counts as somebody's word: not withdrawn, no vandalism, not empty."""
    return not (
        contribution.withdrawn
        or contribution.standing == "vandalism"
        or not (contribution.text.strip() or contribution.title.strip() or _voice(contribution))
    )


def _voice(contribution: Contribution) -> bool:
    """Whether it is a bare signature beneath somebody's words: support for them."""
    return contribution.standing == "signature" and bool(contribution.reply_to)


def label(contribution: Contribution) -> str:
    """How a page calls it: "Beitrag 12", "Diskussion 345" (talk page), "Themenwiki 345" (topic wiki).

    The number of the latter two is the revision it first appeared in.
    """
    if contribution.source == "beitrag":
        return f"Beitrag {contribution.id.removeprefix('B')}"
    noun = "Diskussion" if contribution.source == "diskussion" else "Themenwiki"
    return f"{noun} {contribution.revisions[0]}" if contribution.revisions else f"{noun} ohne Fassung"


def _cited(one: Coded, cited: Mapping[str, Sequence[str]]) -> Iterable[Destination]:
    pages = tuple(cited.get(one.contribution.id, ()))
    if pages:
        yield Destination("zitiert", pages=pages)


def _merged(
    one: Coded, merged: Mapping[str, str], known: Mapping[str, Contribution]
) -> Iterable[Destination]:
    contribution = one.contribution
    kept = known.get(merged.get(contribution.id, ""))
    if kept is not None:
        yield Destination("zusammengeführt", pages=(kept.page,), other=kept.id)
    answered = known.get(contribution.reply_to)
    if answered is not None and said(contribution):
        yield Destination("als Antwort gelesen", pages=(answered.page,), other=answered.id)


def _routed(one: Coded, conference: Conference) -> Iterable[Destination]:
    if not said(one.contribution):
        return
    waiting: dict[Kind, dict[str, None]] = {}
    for step in one.route.steps:
        if step.state != "nicht möglich":
            kind: Kind = "vorgemerkt" if step.state == "gesucht" else "weitergeleitet"
            waiting.setdefault(kind, {})[f"Weiterleitung/{conference.body(step.body).page}"] = None
    for kind, pages in waiting.items():
        yield Destination(kind, pages=tuple(pages))


def _moderated(one: Coded, known: Mapping[str, Contribution]) -> Iterable[Destination]:
    """Whatever nobody is asked about; not so a reply, which goes with the contribution it answers."""
    if one.route.triage and said(one.contribution) and one.contribution.reply_to not in known:
        if any(step.state == "nicht möglich" for step in one.route.steps):
            because = "die gefragten Stellen abgesagt haben und die Moderation weiter sucht"
        else:
            because = "aus dem Text nicht sicher hervorgeht, wer zuständig ist"
        yield Destination("bei der Moderation", because)


def _declined(one: Coded, conference: Conference) -> Iterable[Destination]:
    contribution = one.contribution
    if contribution.withdrawn:
        yield Destination("nicht aufgegriffen", "der Text von seiner Seite genommen wurde")
    elif contribution.standing == "vandalism":
        yield Destination("nicht aufgegriffen", "die Änderung die Seite nur störte und zurückgenommen wurde")
    elif contribution.standing == "signature" and not said(contribution):
        yield Destination("nicht aufgegriffen", "nur unterschrieben wurde, ohne ein Wort dazu")
    elif not said(contribution):
        yield Destination("nicht aufgegriffen", "der Beitrag keinen Text enthält")
    elif one.route.steps and all(step.state == "nicht möglich" for step in one.route.steps):
        last = one.route.steps[-1]
        if last.reason.strip():
            because = f"die Antwort lautet: „{last.reason.strip()}“ ({conference.body(last.body).name})"
            yield Destination("nicht aufgegriffen", because)
