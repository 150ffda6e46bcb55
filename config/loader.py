"""Makes the conference of a city's folder, or says everything that is wrong with the folder."""

import re
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from familienkonferenz.config.errors import ConfigError, Problem
from familienkonferenz.config.files import FILES, read
from familienkonferenz.config.moments import Unclear, on_the_clock, zone
from familienkonferenz.config.pages import fault
from familienkonferenz.config.references import check
from familienkonferenz.config.schema import (
    FILE_TYPES,
    Aim,
    Ambiguity,
    Body,
    Borough,
    BuildingBlock,
    Conference,
    Confidence,
    District,
    Files,
    Group,
    Landmark,
    Level,
    Limits,
    LocalConference,
    Pace,
    Step,
    Topic,
)
from familienkonferenz.config.tables import Table

PACKAGED = Path(__file__).parent / "hannover"

_AMBIGUITIES: tuple[Ambiguity, ...] = get_args(Ambiguity)
_CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
_STEPS: tuple[Step, ...] = get_args(Step)
_LEVELS: tuple[Level, ...] = get_args(Level)


def load(folder: Path | None = None) -> Conference:
    """The conference of the folder (None: the packaged Hannover), checked whole.

    Raises ConfigError with every problem found: the files in the order of ``files.FILES``, in each file
    first what is wrong in itself, then what does not fit the rest. As long as a file cannot be read at all,
    names that lead from one file to another are not checked.
    """
    problems: list[Problem] = []
    parsed = read(PACKAGED if folder is None else folder, problems)
    tables = {name: Table(name, "", values, problems) for name, values in parsed.items()}
    whole = not problems
    # A file that could not be read is noted already; what its absence would cause is noted nowhere.
    unheard: list[Problem] = []
    conference = _conference({name: tables.get(name, Table(name, "", {}, unheard)) for name in FILES})
    for table in tables.values():
        table.close()
    if whole:
        problems.extend(check(conference))
    if problems:
        raise ConfigError(sorted(problems, key=lambda problem: FILES.index(problem.file)))
    return conference


def _conference(tables: dict[str, Table]) -> Conference:
    head, places, blocks = tables["conference.toml"], tables["districts.toml"], tables["blocks.toml"]
    timezone = _zone(head)
    begin, end = _window(head, timezone)
    districts = places.rows("district", _district)
    boroughs = places.rows("borough", _borough)
    return Conference(
        key=head.id("key"),
        city=head.line("city"),
        title=head.line("title"),
        motto=head.line("motto"),
        organiser=head.line("organiser"),
        contact=head.text("contact"),
        timezone=timezone,
        begin=begin,
        end=end,
        kinds=_kinds(head),
        topics=tables["topics.toml"].rows("topic", _topic),
        boroughs=tuple(
            replace(b, districts=tuple(d.name for d in districts if d.borough == b.number)) for b in boroughs
        ),
        districts=districts,
        groups=places.rows("group", _group, needed=False),
        landmarks=(
            *tables["landmarks.toml"].rows("landmark", _landmark, needed=False),
            *chain.from_iterable(tables["landmarks.toml"].rows("places", _places, needed=False)),
        ),
        neighbours=places.texts("neighbours", ()),
        bodies=tables["bodies.toml"].rows("body", _body),
        aims=tables["aims.toml"].rows("aim", _aim),
        building_blocks=blocks.rows("building_block", _building_block, needed=False),
        local_conferences=blocks.rows("local_conference", _local_conference, needed=False),
        files=_files(head.table("files")),
        limits=_limits(head.table("limits")),
    )


def _zone(head: Table) -> ZoneInfo:
    name = head.line("timezone")
    if name:
        try:
            return zone(name)
        except Unclear as error:
            head.wrong("timezone", error.what, error.remedy)
    return ZoneInfo("UTC")


def _window(head: Table, timezone: ZoneInfo) -> tuple[datetime, datetime]:
    begin, end = _moment(head, "begin", timezone), _moment(head, "end", timezone)
    # Compared by timestamp: times of one zone would be compared by their clocks, wrong when clocks change.
    if begin and end and end.timestamp() <= begin.timestamp():
        what = f"das Ende {end:%d.%m.%Y %H:%M} liegt nicht nach dem Beginn {begin:%d.%m.%Y %H:%M}"
        head.wrong("end", what, "Setzen Sie „end“ auf einen späteren Zeitpunkt als „begin“.")
    never = datetime.max.replace(tzinfo=timezone)
    return begin or never, end or never


def _moment(head: Table, name: str, timezone: ZoneInfo) -> datetime | None:
    moment = head.moment(name)
    try:
        return on_the_clock(moment, timezone) if moment else None
    except Unclear as error:
        head.wrong(name, error.what, error.remedy)
        return None


def _kinds(head: Table) -> tuple[str, ...]:
    """Kinds stand in a template's parameter, so what is forbidden in page names is forbidden in them too."""
    kinds = head.texts("kinds")
    for place, kind in enumerate(kinds):
        if found := fault(kind):
            head.wrong(f"kinds[{place}]", *found)
    return kinds


def _files(table: Table) -> Files:
    usual = Files()
    types = table.texts("types", usual.types)
    for place, word in enumerate(types):
        if word not in FILE_TYPES:
            table.wrong(
                f"types[{place}]", f"„{word}“ ist nicht möglich", f"Möglich sind {', '.join(FILE_TYPES)}."
            )
    made = Files(
        megabytes=table.between("megabytes", 1, 50, usual.megabytes),
        megapixels=table.between("megapixels", 1, 100, usual.megapixels),
        types=types,
    )
    table.close()
    return made


def _limits(table: Table) -> Limits:
    usual = Limits()
    made = Limits(
        edits=_pace(table, "edits", usual.edits),
        uploads=_pace(table, "uploads", usual.uploads),
        late_texts=_pace(table, "late_texts", usual.late_texts),
        registrations=_pace(table, "registrations", usual.registrations),
        wrong_passwords=_pace(table, "wrong_passwords", usual.wrong_passwords),
    )
    table.close()
    return made


def _pace(table: Table, name: str, usual: Pace) -> Pace:
    """„60 je Minute“, „20 je 10 Minuten“."""
    text = table.line(name, "")
    found = re.fullmatch(r"([1-9]\d{0,5}) je (?:([1-9]\d?) )?(Minuten?|Stunden?)", text)
    if text and not found:
        table.wrong(name, f"„{text}“ ist keine Häufigkeit", "Schreiben Sie z. B. „60 je Minute“.")
    if not found:
        return usual
    return Pace(int(found[1]), int(found[2] or 1) * (60 if found[3].startswith("Minute") else 3600))


def _topic(row: Table) -> Topic:
    return Topic(
        id=row.id("id"),
        name=row.line("name"),
        page=row.page(),
        question=row.line("question"),
        description=row.text("description"),
        keywords=row.texts("keywords", ()),
    )


def _borough(row: Table) -> Borough:
    """Without its districts: they name their borough themselves, so that it stands in one place only."""
    return Borough(
        number=row.digits("number", 2),
        name=row.page("name", listed=True),
        page=row.page(listed=True),
        districts=(),
    )


def _district(row: Table) -> District:
    postcodes = row.texts("postcodes", ())
    for place, postcode in enumerate(postcodes):
        if len(postcode) != 5 or not (postcode.isascii() and postcode.isdecimal()):
            row.wrong(
                f"postcodes[{place}]", f"„{postcode}“ ist keine Postleitzahl", "Schreiben Sie fünf Ziffern."
            )
    return District(
        name=row.page("name", listed=True),
        page=row.page(listed=True),
        number=row.digits("number", 2),
        borough=row.digits("borough", 2),
        article=row.choice("article", ("", "die", "der", "das"), ""),
        aliases=row.texts("aliases", ()),
        demonyms=row.texts("demonyms", ()),
        ambiguity=row.choice("ambiguity", _AMBIGUITIES),
        postcodes=postcodes,
        note=row.text("note", ""),
    )


def _group(row: Table) -> Group:
    return Group(name=row.line("name"), districts=row.texts("districts"), note=row.text("note", ""))


def _landmark(row: Table) -> Landmark:
    return Landmark(
        name=row.line("name"),
        aliases=row.texts("aliases", ()),
        kind=row.line("kind"),
        districts=row.texts("districts", ()),
        confidence=row.choice("confidence", _CONFIDENCES),
        source=row.text("source"),
        note=row.text("note", ""),
        many_districts=row.flag("many_districts", False),
        where=row.where("name"),
    )


def _places(row: Table) -> tuple[Landmark, ...]:
    """Many landmarks that say the same of their Stadtteile, written as one list."""
    names = row.texts("names", ())
    common = row.texts("common", ())
    first = Landmark(
        name="",
        aliases=(),
        kind=row.line("kind"),
        districts=row.texts("districts", ()),
        confidence=row.choice("confidence", _CONFIDENCES),
        source=row.text("source"),
        note=row.text("note", ""),
        many_districts=row.flag("many_districts", False),
    )
    return tuple(
        replace(first, name=name, common=kind == "common", where=row.where(f"{kind}[{number}]"))
        for kind, listed in (("names", names), ("common", common))
        for number, name in enumerate(listed)
    )


def _body(row: Table) -> Body:
    return Body(
        id=row.id("id"),
        name=row.line("name"),
        page=row.page(),
        step=row.choice("step", _STEPS),
        level=row.choice("level", _LEVELS, ""),
        borough=row.line("borough", "") or None,
        district=row.line("district", "") or None,
        parent=row.id("parent", "") or None,
        keywords=row.texts("keywords", ()),
        tasks=row.texts("tasks"),
        source=row.text("source"),
    )


def _aim(row: Table) -> Aim:
    return Aim(
        id=row.id("id"),
        name=row.line("name"),
        page=row.page(listed=True),
        text=row.text("text"),
        keywords=row.texts("keywords", ()),
    )


def _building_block(row: Table) -> BuildingBlock:
    return BuildingBlock(name=row.line("name"), page=row.page(), text=row.text("text"))


def _local_conference(row: Table) -> LocalConference:
    return LocalConference(
        place=row.line("place"),
        page=row.page(),
        date=row.line("date"),
        year=row.whole("year"),
        text=row.text("text"),
        results=row.texts("results", ()),
    )
