"""Houses and places where one only goes for a matter that lies elsewhere: a meeting, a clinic, an office, a purchase.

„Der Stadtelternrat tagt in der Lutherschule“ says nothing of the school's Stadtteil, and „wir saßen in der Notaufnahme“
nothing of where the clinic stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from familienkonferenz.bots.german.kept import Kept, ends_with, holding
from familienkonferenz.bots.german.words import Words, endings, stem, word_set
from familienkonferenz.bots.places.gazetteer import Find

_NEAR = 20  # words of the sentence that are looked at on either side
_BEFORE = 9  # words of the sentence before an address that may name an office
_MEETS = word_set(
    "Uhr tagt Sitzung Versammlung Infoabend Informationsabend Infoveranstaltung Informationsveranstaltung Treffen "
    "Workshop tagte getagt traf trafen trifft Sprechstunde Anhörung "
    "Auftaktveranstaltung Bürgerversammlung Pressekonferenz"
)
# Who meets for the whole city or the Land, and what is held wherever there is room.
_WIDE = holding(
    r"ausschuss(es)?$|^(kreistag|ratsversammlung|landtag|elternrat|beirat)s?$|"
    r"^(stadt|landes|bundes|kreis|regions)(eltern|schueler|sport|jugend|frauen|senioren)\w+$|"
    r"^(landes|bundes|kreis|regional|dach|familien|fach)(verband|verbands|verbandes|verbaende|verbaenden|konferenz|treffen)$|"
    r"^(landesweit|bundesweit|stadtweit)\w*$|^gewerkschaft(en)?$"
)
_GATHERING = holding(r"(versammlung|sitzung|treffen)$")
_HELD = holding(
    r"(vortrag|tagung|kongress|konferenz|vollversammlung|mitgliederversammlung|hauptversammlung|preisverleihung|"
    r"trauerfeier|beisetzung|vorlesung|vorlesungen|gala|festakt|feierstunde|buergerungsfeier|infoabend|symposium|"
    r"informationsabend|informationsveranstaltung|fachtag|seminar|lesung|konzert|premiere|casting)$"
)
_ANNOUNCED = word_set(
    "Uhr findet finden statt lädt laden lud Eintritt Beginn beginnt Anmeldung Einladung hält "
    "halten Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag "
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
)
_HOUSE = endings(
    "freizeitheim zentrum treff haus rathaus saal bibliothek schule gymnasium igs aula kirche halle pavillon kapelle "
    "friedhof friedhofs museum museums theater schloss hoersaal audimax stadion forum hotel akademie"
)
_CLINIC = Kept(ends_with(endings("krankenhaus krankenhauses klinik klinikum klinikums stift mhh")))
_WARD = word_set(
    "Notaufnahme Kreißsaal Ambulanz OP Rettungsstelle Kinderstation Intensivstation Wochenstation Geburtsstation"
)
_TREATED = re.compile(
    r"^(geburt|entbunden|geboren|entbindung|operiert|operation|behandelt|behandlung|eingeliefert|entlassen|hebammen?|"
    r"saeugling|wehen|fieber\w*|wochenbett|notdienst|notaufnahme|kreisssaal|ambulanz|intensivstation|fruehchen|"
    r"kaiserschnitt|diagnose|op|notarzt|rettungswagen|gebrochen\w*|blinddarm|patient\w*|sassen|gewartet)$"
)
_BORE = word_set("Kind Kinder Baby Babys Sohn Tochter Zwillinge")
_HANDED = word_set("Abholung Selbstabholung abzuholen abholbar Selbstabholer")
_HANDED_IF_SOLD = word_set("Übergabe abholen")
_TRADED = frozenset(map(stem, (*_HANDED, *_HANDED_IF_SOLD)))
_SOLD = frozenset(map(stem, ("verkaufe", "verschenke", "VB", "VHB", "Euro", "biete", "tausche")))
_CENTRAL = endings(
    "standesamt jobcenter auslaenderbehoerde elterngeldstelle finanzamt familienkasse familiengericht amtsgericht "
    "sozialamt wohngeldstelle arbeitsagentur fuehrerscheinstelle gesundheitsamt schulamt"
)
_BESIDE = word_set("vor neben hinter gegenüber Nähe nahe Höhe")
_AT = word_set("in im am an bei der dem den")
_OFFICE = re.compile(
    r"(fachbereichs?|stadtverwaltung|verwaltung|amt|amtes|amts|ministeriums?|behoerde|dienststelle|geschaeftsstelle|"
    r"dezernats?|gerichts?|postanschrift|landeshauptstadt|impressum|herausgeber(in)?|redaktion|gesellschaft)$"
)


class Visit(Enum):
    """How sure it is that the place is only gone to."""

    NO = 0
    PERHAPS = 1
    SURE = 2


def visited(find: Find, first: int, left: Sequence[str], text: Words) -> Visit:
    """Whether one only goes there; `left` are the folded words before it, the nearest first, and `first` is where the
    name begins without its „in der“."""
    if (
        _is_office(find, text)
        or _is_clinic(find, first, left, text)
        or _is_handed_over(first, text)
        or _is_central_office(left)
    ):
        return Visit.SURE
    return _venue(first, find.last, left, text)


def _venue(first: int, last: int, left: Sequence[str], text: Words) -> Visit:
    """„um 18 Uhr im Freizeitheim Linden“: a house where one meets; what is held there for everybody is not of there."""
    if not text.folds[first].endswith(_HOUSE) and not text.folds[last].endswith(_HOUSE):
        ahead = next((word for word in left if word not in _AT), "")
        if not ahead.endswith(_HOUSE):
            return Visit.NO
    near = frozenset(text.around(first, last, _NEAR))
    wide = any(map(_WIDE.__getitem__, near))
    held = any(map(_HELD.__getitem__, near))
    meets = not _MEETS.isdisjoint(near) or any(map(_GATHERING.__getitem__, near))
    if (wide and (held or meets)) or (held and not _ANNOUNCED.isdisjoint(near)):
        return Visit.SURE
    return Visit.PERHAPS if meets else Visit.NO


def _is_clinic(find: Find, first: int, left: Sequence[str], text: Words) -> bool:
    """„im Nordstadtkrankenhaus entbunden“, „in der Notaufnahme auf der Bult“: the whole city is treated there."""
    ward = not _WARD.isdisjoint(left[:3])
    named = (*left[:3], text.folds[first], text.folds[find.last])
    if not ward and not any(map(_CLINIC.__getitem__, named)):
        return False
    near = frozenset(text.around(first, find.last, _NEAR))
    bore = "bekommen" in near and not _BORE.isdisjoint(near)
    return ward or bore or any(_TREATED.search(word) for word in near)


def _is_handed_over(first: int, text: Words) -> bool:
    """„Abholung in Kleefeld“, „Übergabe am Bahnhof Linden“: something is sold."""
    if _TRADED.isdisjoint(text.vocabulary):
        return False
    before = frozenset(text.before(first, 4))
    if not _HANDED.isdisjoint(before):
        return True
    return not _HANDED_IF_SOLD.isdisjoint(before) and not _SOLD.isdisjoint(text.vocabulary)


def _is_central_office(left: Sequence[str]) -> bool:
    """„beim Standesamt in der Altstadt“: there is one for the whole city; what is before its door is another thing."""
    ahead = next((at for at, word in enumerate(left) if word not in _AT), 0)
    if ahead == 0 or not left[ahead].endswith(_CENTRAL):
        return False
    return _BESIDE.isdisjoint(left[ahead + 1 : ahead + 4])


def _is_office(find: Find, text: Words) -> bool:
    """„Fachbereich Soziales, Hamburger Allee 25“: the house number of an office, where one writes to."""
    following = find.last + 1
    if find.name.kind != "landmark" or following >= len(text.tokens):
        return False
    if not text.tokens[following].text[0].isdigit() or text.gap(find.last, following) != " ":
        return False
    return any(map(_OFFICE.search, text.before(find.first, _BEFORE)))
