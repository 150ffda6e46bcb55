"""Personal data in what people write: telephone, e-mail, IBAN, number plate, a person's address and name.

A find is a proposal for a person who decides, never a correction: the text is not changed. Numbers are judged by
what they are (length, area, checksum) and by the words before them, because a city's papers are full of figures
that look like telephones: file numbers, dates, prices, times of day. An address counts only where somebody lives:
"ich wohne in der Egestorffstraße 12", not the house number of a playground.

Pure and linear: every pattern is bounded, so a megabyte of digits costs no more than a megabyte of words.
"""

from __future__ import annotations

import re

from familienkonferenz.bots.personal.findings import Finding as Finding
from familienkonferenz.bots.personal.numbers import (
    account_numbers,
    mail_addresses,
    plates,
    telephones,
    told_telephones,
)
from familienkonferenz.bots.personal.people import homes, names

_NUMBERS = (account_numbers, plates, telephones, homes)
"""What holds a figure, in the order in which it is believed: an account number is no telephone."""
_DIGIT = re.compile(r"\d")


def find(text: str) -> tuple[Finding, ...]:
    """All personal data of the text in its order, none inside another.

    >>> [(one.kind, one.rule) for one in find("Rufen Sie an: 0511 168-43128. Frau Meier")]
    [('Telefon', 'Vorwahl und Nummer'), ('Name', 'Anrede und Name')]
    """
    plain = _visible(text)
    found: list[Finding] = []
    taken: set[int] = set()
    for search in (mail_addresses, *(_NUMBERS if _DIGIT.search(plain) else ()), told_telephones, names):
        for one in search(plain):
            span = range(one.start, one.end)
            if taken.isdisjoint(span):
                found.append(one)
                taken.update(span)
    return tuple(sorted(found, key=lambda one: one.start))


# Characters that are not seen tear a number apart; a blank of the same length keeps all positions.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _visible(text: str) -> str:
    """The text with invisible characters moved out of the way of patterns, positions unchanged."""
    return _INVISIBLE.sub("\x00", text).replace("\u00a0", " ").replace("\u202f", " ")
