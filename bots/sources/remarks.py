"""What people said on a talk page, by the history of its lines; signatures come second.

Signatures are forgotten, forged, moved and mended. So a remark is what one person added in one go, also without a
signature, also when somebody answered in the middle of it; it keeps its identity while it is edited, signed later,
or taken out. Where history and signature disagree, the history is right and the disagreement is noted.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from familienkonferenz.bots.contributions import Event, Standing, ended
from familienkonferenz.bots.history.closing import at_close, before
from familienkonferenz.bots.history.lineage import Line, Lineage
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sources.discussion import (
    ASIDE,
    OUTDENT,
    Comment,
    anchor,
    comments,
    level_of,
    units,
)
from familienkonferenz.bots.sources.signatures import UNSIGNED, Signature, unfinished
from familienkonferenz.bots.sources.topicwiki import added
from familienkonferenz.bots.wikitext import plain

_POSTSCRIPT = re.compile(r"(?:P\.? ?S\b|PPS\b|Nachtrag|Ergänzung|Nachgereicht|Edit:)", re.IGNORECASE)
_LATE = timedelta(minutes=10)  # a signature this much older than its save was not made by it


@dataclass(frozen=True, slots=True)
class Remark:
    """What one person said in one go on a talk page, by its history.

    key       rising in the order in which remarks appeared on the page
    author    who saved it; who signed it, where a bot saved it or the wiki hides who did
    time      when it was first saved (aware, UTC)
    signed    the signature, None without
    foreign   the signature names somebody else or a much earlier time: moved here, or forged
    parent    key of the remark it answers, or None
    text      as it stood at the close, or last; "" for a bare signature in a list of voices
    positions the revisions it stands on, as positions in the history, ascending
    standing, withdrawn, history  as in `Contribution`
    """

    key: int
    author: str
    time: datetime
    signed: Signature | None
    foreign: bool
    heading: str
    level: int
    parent: int | None
    text: str
    positions: tuple[int, ...]
    standing: Standing
    withdrawn: bool
    notes: tuple[str, ...]
    history: tuple[Event, ...]

    @property
    def present(self) -> bool:
        """Whether it stands on the page now."""
        return self.history[-1].deed != "removed"


def remarks(
    history: Sequence[Revision],
    bots: Collection[str],
    zone: tzinfo,
    moderators: Collection[str] = (),
    close: datetime | None = None,
) -> tuple[Remark, ...]:
    """All that people ever said on a talk page, in the order of its appearance; what was taken out too.

    `history` is the whole of one page, ascending; `bots` are the names of accounts whose lines are no remarks;
    `zone` is the wiki's; `close` is the moment whose words count.
    """
    if not history:
        return ()
    page = _Page(history, bots, zone, moderators)
    final = {line.key for line in page.states[-1]}
    last_seen = {line.key: position for position, state in enumerate(page.states) for line in state}
    found = page.remarks(len(history) - 1)
    taken = set(final)
    for position in sorted({p for key, p in last_seen.items() if key not in final}, reverse=True):
        for remark, keys in page.remarks(position):
            if taken.isdisjoint(keys):
                found.append((remark, keys))
                taken |= keys
    ordered = sorted((remark for remark, _ in found), key=lambda remark: remark.key)
    open = before(history, close)
    if not 0 < open < len(history):
        return tuple(ordered)
    then = {remark.key: remark.text for remark, _ in page.remarks(open - 1)}
    return tuple(replace(one, text=at_close(then.get(one.key, one.text), one.text)) for one in ordered)


@dataclass(slots=True)
class _Piece:
    """Units of one comment that one person added: what becomes a remark."""

    lines: list[tuple[Line, str]]
    user: str
    comment: Comment
    signature: Signature | None
    level: int
    parent: "_Piece | None" = None
    by_hand: bool = False  # signed without time, link or name

    @property
    def born(self) -> int:
        return min(line.born for line, _ in self.lines)

    @property
    def key(self) -> int:
        return min(line.key for line, _ in self.lines)


class _Page:
    """One talk page with the lineage of its lines."""

    def __init__(
        self, history: Sequence[Revision], bots: Collection[str], zone: tzinfo, moderators: Collection[str]
    ) -> None:
        self.history = history
        self.bots = {name.casefold() for name in bots}
        self.moderators = {name.casefold() for name in moderators}
        self.zone = zone
        self.bot_words: dict[int, str] = {}
        self.lineage = Lineage(history, units, lambda line: anchor(line, zone), moderators)
        self.states = [tuple(self._of_people(line) for line in state) for state in self.lineage.states]
        self.texts = [""] * len(history)
        for position, revision in enumerate(history):
            hidden = revision.hidden and position
            self.texts[position] = self.texts[position - 1] if hidden else revision.text

    def _of_people(self, line: Line) -> Line:
        """A bot's unsigned line is a person's from where one wrote into it; the bot's words are kept apart."""
        if self._is_bot(line.born):
            person = next((i for i, position in enumerate(line.touched) if not self._is_bot(position)), None)
            if person is None:
                if not anchor(line.text, self.zone):
                    self.bot_words[line.key] = line.text
            elif line.key in self.bot_words:
                return replace(line, born=line.touched[person], touched=line.touched[person:])
        return line

    def _is_bot(self, position: int) -> bool:
        return self.history[position].user.casefold() in self.bots

    def remarks(self, position: int) -> list[tuple[Remark, set[int]]]:
        """The remarks of one state with the keys of their lines."""
        pieces = _threaded(_continued(_joined(self._pieces(position))))
        return [(self._remark(piece), {line.key for line, _ in piece.lines}) for piece in pieces]

    def _pieces(self, position: int) -> list[_Piece]:
        """The comments of one state, cut where the lines are different people's; bots' own lines left out."""
        state = self.states[position]
        pieces: list[_Piece] = []
        for comment in comments(self.texts[position], self.zone):
            runs: list[_Piece] = []
            for unit in comment.units:
                line = state[unit]
                user = self.history[line.born].user
                if not (runs and runs[-1].user == user):
                    runs.append(_Piece([], user, comment, None, comment.level))
                runs[-1].lines.append((line, line.text))
            if comment.signature and runs:
                runs[-1].signature = comment.signature
                line, raw = runs[-1].lines[-1]
                for signature in reversed(comment.signatures):
                    raw = raw[: signature.start] + raw[signature.end :]
                runs[-1].lines[-1] = (line, raw)
            for run in runs:
                if run.signature is None:
                    line, raw = run.lines[-1]
                    saved = self.history[line.born].timestamp
                    end = unfinished(raw, run.user, saved, self.zone)
                    run.lines[-1], run.by_hand = (line, raw[:end]), end < len(raw)
                run.lines = [(line, self._without_bot(line, raw)) for line, raw in run.lines]
                run.level = (
                    comment.level if len(runs) == 1 else level_of([line.text for line, _ in run.lines])
                )
            pieces += [run for run in runs if run.signature or run.user.casefold() not in self.bots]
        return [piece for piece in pieces if _said(piece) or _voice(piece)]

    def _without_bot(self, line: Line, raw: str) -> str:
        """`raw` without the sentences that a bot had written in this line."""
        words = self.bot_words.get(line.key) if not self._is_bot(line.born) else None
        return added(words, raw)[0] if words is not None else raw

    def _remark(self, piece: _Piece) -> Remark:
        first, signed = self.history[piece.born], piece.signature
        by_bot = self._is_bot(piece.born)
        other = signed is not None and first.user.casefold() not in ("", signed.user.casefold())
        late = signed is not None and first.timestamp - signed.time >= _LATE
        author = signed.user if signed and (by_bot or not first.user) else first.user
        positions = sorted({p for line, _ in piece.lines for p in line.touched if not self._is_bot(p)})
        notes = []
        if signed is None:
            notes.append("ohne Unterschrift")
        elif other and not by_bot:
            notes.append(f"unterschrieben mit {signed.user}, gespeichert von {first.user}")
        editors = dict.fromkeys(self.history[p].user for p in positions)
        others = [
            user for user in editors if user and user.casefold() != author.casefold() and user != first.user
        ]
        if others:
            notes.append(f"bearbeitet auch von {', '.join(others)}")
        events = self.lineage.events((line.key, touch) for line, _ in piece.lines for touch in line.touched)
        text, (standing, withdrawn) = _said(piece), ended(events, author, self.moderators)
        if events[-1].deed == "removed":
            notes.append(f"entfernt von {events[-1].user or 'unbekannt'} (Version {events[-1].rev_id})")
        elif not text:
            standing = "signature"
        return Remark(
            key=piece.key,
            author=author,
            time=first.timestamp,
            signed=signed,
            foreign=other or late,
            heading=piece.comment.heading,
            level=piece.level,
            parent=piece.parent.key if piece.parent else None,
            text=text,
            positions=tuple(positions) or (piece.born,),
            standing=standing,
            withdrawn=withdrawn,
            notes=tuple(notes),
            history=events,
        )


def _said(piece: _Piece) -> str:
    """The words of a piece, without what people write about indents, conflicts and forgotten signatures."""
    lines = (UNSIGNED.sub("", ASIDE.sub(r"\1", OUTDENT.sub("", raw))) for _, raw in piece.lines)
    return plain("\n".join(lines))


def _voice(piece: _Piece) -> bool:
    """Whether it is a bare signature in a list of voices: support, and nothing said."""
    raw = "".join(raw for _, raw in piece.lines)
    signed = piece.signature is not None or piece.by_hand
    return signed and piece.level > 0 and not raw.strip(":*#; \t\n")


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Unsigned pieces whose author's signature follows below, from the same save: somebody answered in between."""
    kept: list[_Piece] = []
    taken: set[int] = set()
    for i, piece in enumerate(pieces):
        if id(piece) in taken:
            continue
        kept.append(piece)
        if piece.signature is None:
            rest = [
                later
                for later in pieces[i + 1 :]
                if later.comment.section == piece.comment.section
                and later.user == piece.user
                and later.born == piece.born
                and id(later) not in taken
            ]
            end = next((count for count, later in enumerate(rest, 1) if later.signature), 0)
            for later in rest[:end]:
                piece.lines += later.lines
                piece.signature = later.signature
                taken.add(id(later))
    return kept


def _continued(pieces: list[_Piece]) -> list[_Piece]:
    """What somebody writes right beneath the own signature, in the same save or as a postscript, belongs to it."""
    kept: list[_Piece] = []
    for piece in pieces:
        above = kept[-1] if kept else None
        if (
            above is not None
            and piece.signature is None
            and above.signature is not None
            and piece.user == above.user
            and piece.comment.section == above.comment.section
            and (piece.born == above.born or _POSTSCRIPT.match(plain(piece.lines[0][1])))
        ):
            above.lines += piece.lines
        else:
            kept.append(piece)
    return kept


def _threaded(pieces: list[_Piece]) -> list[_Piece]:
    """Give each piece the nearest shallower one above it in its section as parent.

    What was brought to the front answers the piece above, and its answers are counted from there.
    """
    above: list[_Piece] = []
    front, shift = 0, 0
    for piece in pieces:
        if above and above[-1].comment.section != piece.comment.section:
            above, shift = [], 0
        if above and piece.comment.outdent:
            front, shift = piece.level, above[-1].level + 1 - piece.level
        elif piece.level <= front:
            shift = 0
        piece.level += shift
        while above and above[-1].level >= piece.level:
            above.pop()
        piece.parent = above[-1] if above else None
        above.append(piece)
    return pieces
