"""The nouns of a conference's configuration: what a city is, talks about, and whom it can ask.

All are frozen values made once by ``loader.load`` and passed on as one object, ``Conference``.
``page`` is always the last part of a page title (``Thema/<page>``), checked to be legal on both engines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from familienkonferenz.config.errors import UnknownName

_T = TypeVar("_T")

Ambiguity = Literal["low", "medium", "high"]
Confidence = Literal["high", "medium", "low"]
Step = Literal["local", "department", "external"]
Level = Literal["borough", "facility", ""]


FILE_TYPES = ("jpg", "jpeg", "png", "gif", "webp", "pdf")
"""What people may upload: pictures made of dots, and PDF. Never SVG or HTML, which carry programs."""


@dataclass(frozen=True, slots=True)
class Files:
    """What may be uploaded: the largest file in megabytes, the largest picture in megapixels, the types."""

    megabytes: int = 10
    megapixels: int = 50
    types: tuple[str, ...] = FILE_TYPES


@dataclass(frozen=True, slots=True)
class Pace:
    """So many times in so many seconds."""

    times: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How often people may do a thing: by account, or (the last two) by address. Bots and moderators as they like."""

    edits: Pace = Pace(90, 60)
    uploads: Pace = Pace(60, 3600)
    late_texts: Pace = Pace(30, 3600)
    registrations: Pace = Pace(300, 3600)
    wrong_passwords: Pace = Pace(20, 600)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic wiki, ``Thema/<page>``: what the families are asked there.

    id: short and fixed, e.g. ``verkehr``; it stays when the page is renamed.
    """

    id: str
    name: str
    page: str
    question: str
    description: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A Stadtteil, ``Stadtteil/<page>``, with the words people use for it.

    number: the city's own two digits, "01" … "53" (with gaps).
    borough: number of its Stadtbezirk, "01" … "13".
    article: "die", "der", "das" or "" (in der Südstadt, but in Ahlem).
    aliases: other names; demonyms: its people ("Lindener"), or a first part of compounds ("Lister-").
    ambiguity: how often the bare name means something else; note says what.
    postcodes: a postcode covers several Stadtteile, so one never decides alone.
    """

    name: str
    page: str
    number: str
    borough: str
    article: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    ambiguity: Ambiguity
    postcodes: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Borough:
    """A Stadtbezirk, ``Stadtbezirk/<page>``; districts: names of its Stadtteile in the order of the file."""

    number: str
    name: str
    page: str
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A name for several Stadtteile together ("Linden"), or for a part of one ("Roderbruch")."""

    name: str
    districts: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A street, square or house that people name instead of the Stadtteil.

    kind: e.g. ``street``, ``long street``, ``square``, ``park``, ``facility``.
    districts: names; more than one where it lies on a border. confidence: how sure that is.
    many_districts: so long or large that it names no Stadtteil (Eilenriede, Mittellandkanal); ``districts``
    are then those it touches, as far as known, perhaps none.
    common: many cities have the name („Lutherstraße“), so that it proves nothing alone.
    where: the key of its name in ``landmarks.toml``, for messages.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    districts: tuple[str, ...]
    confidence: Confidence
    source: str
    note: str
    many_districts: bool
    common: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A Stelle that can take up a matter, ``Weiterleitung/<page>``.

    step: whom a way asks first: on the spot (local), a Fachbereich (department), outside the city (external).
    level: of a local body: "borough" (Stadtbezirksrat) or "facility"; "" for the other steps.
    borough: number of its Stadtbezirk; district: name of its Stadtteil; parent: id of the body above it.
    keywords: words that point to it; tasks: what it does, one line each.
    """

    id: str
    name: str
    page: str
    step: Step
    level: Level
    borough: str | None
    district: str | None
    parent: str | None
    keywords: tuple[str, ...]
    tasks: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Aim:
    """One of the city's planning aims, which the evaluation serves: ``Auswertung/Ziel/<page>``.

    name: short; text: the city's own wording.
    """

    id: str
    name: str
    page: str
    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildingBlock:
    """One of the building blocks of the city's family policy, ``Baustein/<page>``."""

    name: str
    page: str
    text: str


@dataclass(frozen=True, slots=True)
class LocalConference:
    """A conference on site, ``Familienkonferenz/<page>``, page being ``<Ort> (<Jahr>)``.

    date: as text, since some are only known by month. results: what came of it, one line each.
    """

    place: str
    page: str
    date: str
    year: int
    text: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conference:
    """A city's conference on the web: one wiki, one window, one folder of TOML files.

    key: short name of the city, e.g. for names of files.
    begin, end: aware, in ``timezone``; the end is exclusive.
    kinds: what a contribution can be (Wunsch, Idee, …). neighbours: towns around that are not the city.
    files: what may be uploaded. limits: how often people may do a thing.
    """

    key: str
    city: str
    title: str
    motto: str
    organiser: str
    contact: str
    timezone: ZoneInfo
    begin: datetime
    end: datetime
    kinds: tuple[str, ...]
    topics: tuple[Topic, ...]
    boroughs: tuple[Borough, ...]
    districts: tuple[District, ...]
    groups: tuple[Group, ...]
    landmarks: tuple[Landmark, ...]
    neighbours: tuple[str, ...]
    bodies: tuple[Body, ...]
    aims: tuple[Aim, ...]
    building_blocks: tuple[BuildingBlock, ...]
    local_conferences: tuple[LocalConference, ...]
    files: Files = Files()
    limits: Limits = Limits()

    def district(self, name: str) -> District:
        """The Stadtteil of this exact name. Raises UnknownName."""
        return _find("Stadtteil", name, ((d.name, d) for d in self.districts), "districts.toml")

    def borough(self, number: str) -> Borough:
        """The Stadtbezirk of this number, e.g. "10". Raises UnknownName."""
        return _find("Stadtbezirk", number, ((b.number, b) for b in self.boroughs), "districts.toml")

    def body(self, id: str) -> Body:
        """The Stelle of this id, e.g. ``fb-51``. Raises UnknownName."""
        return _find("Stelle", id, ((b.id, b) for b in self.bodies), "bodies.toml")

    def topic(self, id: str) -> Topic:
        """The topic of this id, e.g. ``verkehr``. Raises UnknownName."""
        return _find("Thema", id, ((t.id, t) for t in self.topics), "topics.toml")

    def aim(self, id: str) -> Aim:
        """The planning aim of this id, e.g. ``standorte``. Raises UnknownName."""
        return _find("Ziel", id, ((a.id, a) for a in self.aims), "aims.toml")


def _find(noun: str, name: str, entries: Iterable[tuple[str, _T]], file: str) -> _T:
    known = dict(entries)
    try:
        return known[name]
    except KeyError:
        raise UnknownName(noun, name, known, file) from None
