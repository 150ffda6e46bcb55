"""Facts about talk pages: the readable cases in `tests/cases/discussion`, and what histories make of them.

A case is `name`, `label`, `input` and `output`. The input holds one or more revisions, each begun by `@ user HH:MM`
(3 November 2026, Hannover time); `~~~~` is that user's signature, `~~~~(Anna 10:45)` an earlier one. The output has
a line per remark, a `>` per level of reply, and its notes after `#`.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sources.discussion import comments, units
from familienkonferenz.bots.sources.talk import Context, contributions, keyed

CASES = Path(__file__).parent.parent / "cases" / "discussion"
HANNOVER = ZoneInfo("Europe/Berlin")
BOTS = ("Konferenzbot",)


def moment(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, 3, int(hour), int(minute), tzinfo=HANNOVER).astimezone(UTC)


def signature(user: str, clock: str) -> str:
    return (
        f"[[Benutzer:{user}|{user}]] ([[Benutzer Diskussion:{user}|Diskussion]]) {clock}, 3. Nov. 2026 (CET)"
    )


def history(
    source: str, page_id: int = 7, title: str = "Diskussion:Thema/Verkehr und Sicherheit"
) -> list[Revision]:
    """The revisions of a case's input."""
    revisions = []
    for count, block in enumerate(re.split(r"^@ ", source, flags=re.MULTILINE)[1:]):
        header, _, text = block.partition("\n")
        user, clock = header.rsplit(" ", 1)
        text = re.sub(r"~~~~\((.+?) (\d+:\d+)\)", lambda m: signature(m[1], m[2]), text.rstrip("\n"))
        text = text.replace("~~~~", signature(user, clock))
        rev_id = page_id * 100 + count
        revisions.append(
            Revision(page_id, title, 1, rev_id, rev_id - 1 if count else 0, user, moment(clock), "", text)
        )
    return revisions


def told(found: list[Contribution]) -> str:
    """Contributions as a case's output shows them."""
    by_id = {one.id: one for one in found}
    lines = []
    for one in found:
        depth, parent = 0, one.reply_to
        while parent in by_id:
            depth, parent = depth + 1, by_id[parent].reply_to
        clock = one.created.astimezone(HANNOVER).strftime("%H:%M")
        heading = f" [{one.title}]" if one.title else ""
        text = one.text.replace("\n", " / ") or "(nur unterschrieben)"
        gone = " (entfernt)" if not one.present else ""
        lines.append(f"{'> ' * depth}{one.author} {clock}{heading}{gone}: {text}")
        lines += [f"# {note}" for note in one.notes]
    return "\n".join(lines)


def cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.case")):
        for case in re.split(r"^---\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            match = re.fullmatch(
                r"name: +(.+)\nlabel: +(.+)\ninput:\n(.*?)output:\n(.*)", case.strip("\n") + "\n", re.DOTALL
            )
            assert match, f"{path.name}: unreadable case {case[:60]!r}"
            source, output = (re.sub(r"^    ", "", part, flags=re.MULTILINE) for part in (match[3], match[4]))
            found.append((match[1], source, output.strip("\n")))
    return found


@pytest.mark.parametrize(("source", "output"), [pytest.param(s, o, id=n) for n, s, o in cases()])
def test_case(source: str, output: str) -> None:
    """A German wiki's habits are read as people mean them; each case says which."""
    found = contributions([(history(source), Context())], {}, BOTS, HANNOVER)
    assert told(found) == output


def test_there_are_enough_habits() -> None:
    """At least a hundred habits are written down as cases, each with a name of its own."""
    names = [name for name, _, _ in cases()]
    assert len(names) >= 100
    assert len(set(names)) == len(names)


def test_a_name_goes_with_the_comment() -> None:
    """Moved to the archive, a comment keeps its name; its id says what it answers; who saved beats who signed."""
    thread = """== Ampel am Markt ==
Eine Ampel am Kröpcke, bitte. ~~~~(Anna 10:45)
:Wozu eine Ampel am Kröpcke? ~~~~(Bert 11:02)"""
    start = thread.replace("\n:Wozu eine Ampel am Kröpcke? ~~~~(Bert 11:02)", "")
    forged = thread.replace("(Bert 11:02)", "(Clara 11:02)")
    talk = f"@ Anna 10:45\n{start}\n@ Bert 11:02\n{forged}"
    stays = contributions([(history(talk), Context())], {}, BOTS, HANNOVER)
    archived = [
        (history(talk + "\n@ Moderatorin 12:00\nSiehe Archiv. ~~~~\n"), Context()),
        (history(f"@ Moderatorin 12:01\n{forged}", 8, "Diskussion:Archiv"), Context()),
    ]
    moved = contributions(archived, {one.id: one for one in stays}, BOTS, HANNOVER)
    before, after = keyed(stays), keyed(moved)
    anna, bert = (one.id for one in stays)
    assert [before[anna].name, before[bert].name] == ["c-Anna-20261103094500", "c-Bert-20261103100200"]
    assert before[anna].id == "c-Anna-20261103094500-Ampel_am_Markt"
    assert before[bert].id == "c-Bert-20261103100200-Anna-20261103094500"
    assert after[anna].name == before[anna].name
    assert {one.id: one.page for one in moved}[anna] == "Diskussion:Archiv"


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("=:*\n ~-[]{}|<>a!" + "ä"), max_size=200))
def test_nothing_typed_breaks_a_talk_page(text: str) -> None:
    """Whatever is typed, the page is read, and its units put together again are the page."""
    assert "\n".join(units(text)) == text
    for comment in comments(text, HANNOVER):
        assert comment.units
