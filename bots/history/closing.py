"""What counts of a text when the window closes: the words of the last second, as far as they may still be read. Pure.

After the close only moderators and bots write. What they add is not the author's; what they take out (a telephone
number, an insult) must not come back by way of the harvest.
"""

from collections.abc import Sequence
from datetime import datetime

from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.history.tokens import tokens


def before(history: Sequence[Revision], close: datetime | None) -> int:
    """How many revisions of `history` (ascending) were saved by the close; all of them where there is none."""
    if close is None or not history or history[-1].timestamp <= close:
        return len(history)
    return next(i for i, revision in enumerate(history) if revision.timestamp > close)


def at_close(then: str, now: str) -> str:
    """The words that stood at the close; those of now where something was taken out since.

    >>> at_close("Mehr Bänke!", "Mehr Bänke! (erledigt)"), at_close("Anruf: 0511 123", "Anruf: (entfernt)")
    ('Mehr Bänke!', 'Anruf: (entfernt)')
    """
    left = iter(tokens(now))
    return then if all(token in left for token in tokens(then)) else now
