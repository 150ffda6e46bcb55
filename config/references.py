"""What only shows when all files are there: names that lead nowhere, and names that lead to two places."""

from collections.abc import Iterable, Iterator

from familienkonferenz.config.errors import Problem, did_you_mean
from familienkonferenz.config.pages import same_page
from familienkonferenz.config.schema import Body, Conference, Landmark

_Keyed = Iterable[tuple[str, str]]  # key path in the file, value


def check(conference: Conference) -> Iterator[Problem]:
    """Every dangling, doubled or contradictory name. Empty values are skipped: they are noted already."""
    yield from _dangling(conference)
    yield from _doubled(conference)
    yield from _contradictory(conference)
    yield from _bodies(conference.bodies)


def _dangling(c: Conference) -> Iterator[Problem]:
    names = [d.name for d in c.districts]
    numbers = [b.number for b in c.boroughs]
    ids = [b.id for b in c.bodies]
    district = ("Stadtteil", names)
    borough = ("Stadtbezirk", numbers)
    yield from _unknown(
        "districts.toml", _each("district", "borough", (d.borough for d in c.districts)), *borough
    )
    yield from _unknown(
        "districts.toml", _all("group", "districts", (g.districts for g in c.groups)), *district
    )
    # The places of one list share their Stadtteile: what is wrong with them is said once.
    in_landmarks = (
        (_near(m, "districts", n), name) for m in c.landmarks for n, name in enumerate(m.districts)
    )
    yield from _unknown("landmarks.toml", dict.fromkeys(in_landmarks), *district)
    yield from _unknown("bodies.toml", _each("body", "borough", (b.borough for b in c.bodies)), *borough)
    yield from _unknown("bodies.toml", _each("body", "district", (b.district for b in c.bodies)), *district)
    yield from _unknown("bodies.toml", _each("body", "parent", (b.parent for b in c.bodies)), "Stelle", ids)
    for number, b in enumerate(c.boroughs):
        if b.number and not b.districts:
            remedy = f"Geben Sie einem Stadtteil borough = „{b.number}“ oder löschen Sie den Stadtbezirk."
            what = f"zum Stadtbezirk „{b.name}“ gehört kein Stadtteil"
            yield Problem("districts.toml", f"borough[{number}].number", what, remedy)
    lost = (_near(m, "districts") for m in c.landmarks if not m.districts and not m.many_districts)
    for key in dict.fromkeys(lost):
        remedy = "Tragen Sie die Stadtteile ein oder setzen Sie many_districts = true."
        yield Problem("landmarks.toml", key, "ist leer", remedy)


def _near(landmark: Landmark, name: str, number: int | None = None) -> str:
    """Another key of the table that a landmark is written in."""
    table = landmark.where.partition(".")[0]
    return f"{table}.{name}" if number is None else f"{table}.{name}[{number}]"


def _unknown(file: str, used: _Keyed, noun: str, known: list[str]) -> Iterator[Problem]:
    for key, name in used:
        if name not in known:
            remedy = did_you_mean(name, known) or f"Möglich sind z. B. {', '.join(known[:3])}."
            yield Problem(file, key, f"„{name}“ ist nicht als {noun} eingetragen", remedy)


def _doubled(c: Conference) -> Iterator[Problem]:
    for file, table, key, values in (
        ("topics.toml", "topic", "id", [t.id for t in c.topics]),
        ("topics.toml", "topic", "name", [t.name for t in c.topics]),
        ("districts.toml", "borough", "number", [b.number for b in c.boroughs]),
        ("districts.toml", "borough", "name", [b.name for b in c.boroughs]),
        ("districts.toml", "district", "number", [d.number for d in c.districts]),
        ("districts.toml", "district", "name", [d.name for d in c.districts]),
        ("districts.toml", "group", "name", [g.name for g in c.groups]),
        ("bodies.toml", "body", "id", [b.id for b in c.bodies]),
        ("bodies.toml", "body", "name", [b.name for b in c.bodies]),
        ("aims.toml", "aim", "id", [a.id for a in c.aims]),
        ("aims.toml", "aim", "name", [a.name for a in c.aims]),
        ("blocks.toml", "building_block", "name", [b.name for b in c.building_blocks]),
    ):
        yield from _twice(file, table, key, values, values)
    first: dict[str, str] = {}
    for m in c.landmarks:
        if m.name and first.setdefault(m.name, m.where) != m.where:
            what = f"„{m.name}“ ist schon in {first[m.name]} vergeben"
            yield Problem("landmarks.toml", m.where, what, "Geben Sie einem der beiden einen anderen Namen.")
    for file, table, pages in (
        ("topics.toml", "topic", [t.page for t in c.topics]),
        ("districts.toml", "borough", [b.page for b in c.boroughs]),
        ("districts.toml", "district", [d.page for d in c.districts]),
        ("bodies.toml", "body", [b.page for b in c.bodies]),
        ("aims.toml", "aim", [a.page for a in c.aims]),
        ("blocks.toml", "building_block", [b.page for b in c.building_blocks]),
        ("blocks.toml", "local_conference", [m.page for m in c.local_conferences]),
    ):
        yield from _twice(file, table, "page", pages, [same_page(page) for page in pages])


def _twice(file: str, table: str, key: str, values: list[str], compared: list[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, (value, same) in enumerate(zip(values, compared, strict=True)):
        if same and first.setdefault(same, number) != number:
            other = first[same]
            what = f"„{value}“ ist schon in {table}[{other}].{key} vergeben"
            if values[other] != value:
                what = f"„{value}“ ist dieselbe Seite wie „{values[other]}“ in {table}[{other}].{key}"
            yield Problem(
                file, f"{table}[{number}].{key}", what, "Geben Sie einem der beiden einen anderen Namen."
            )


def _contradictory(c: Conference) -> Iterator[Problem]:
    """A word that people use for a place must mean the same Stadtteile wherever it is entered."""
    meant: dict[str, tuple[frozenset[str], str]] = {}
    for file, key, word, districts in _words(c):
        before, where = meant.setdefault(word, (frozenset(districts), f"{file}: {key}"))
        if word and before != frozenset(districts):
            names = ", ".join(sorted(before)) or "keinen Stadtteil"
            remedy = "Löschen Sie eines von beiden; ein Wort für mehrere Stadtteile gehört in eine [[group]]."
            yield Problem(file, key, f"„{word}“ steht schon bei {where} für {names}", remedy)


def _words(c: Conference) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """File, key, word, Stadtteile it leads to; names first, so that an alias is blamed before a name."""
    for number, district in enumerate(c.districts):
        yield "districts.toml", f"district[{number}].name", district.name, (district.name,)
    for number, town in enumerate(c.neighbours):
        yield "districts.toml", f"neighbours[{number}]", town, ()
    for number, group in enumerate(c.groups):
        yield "districts.toml", f"group[{number}].name", group.name, group.districts
    for number, district in enumerate(c.districts):
        for place, alias in enumerate(district.aliases):
            yield "districts.toml", f"district[{number}].aliases[{place}]", alias, (district.name,)
    for landmark in c.landmarks:
        yield "landmarks.toml", landmark.where, landmark.name, landmark.districts
    for landmark in c.landmarks:
        for place, alias in enumerate(landmark.aliases):
            yield "landmarks.toml", _near(landmark, "aliases", place), alias, landmark.districts


def _bodies(bodies: tuple[Body, ...]) -> Iterator[Problem]:
    """The step, level and place of a body fit together, and nobody is above itself."""
    parents = {b.id: b.parent for b in bodies}
    for number, b in enumerate(bodies):
        here = f"body[{number}]"
        if (b.step == "local") != bool(b.level):
            remedy = "Setzen Sie level = „borough“ oder „facility“ genau dann, wenn step = „local“ ist."
            yield Problem(
                "bodies.toml", f"{here}.level", f"„{b.level}“ passt nicht zu step = „{b.step}“", remedy
            )
        if b.level == "borough" and not b.borough:
            remedy = "Tragen Sie die Nummer des Stadtbezirks ein."
            yield Problem("bodies.toml", f"{here}.borough", "fehlt bei level = „borough“", remedy)
        if b.level == "facility" and not b.district:
            remedy = "Tragen Sie den Stadtteil ein, in dem die Einrichtung liegt."
            yield Problem("bodies.toml", f"{here}.district", "fehlt bei level = „facility“", remedy)
        above, seen = b.parent, {b.id}
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == b.id:
            remedy = "Löschen Sie parent bei der obersten Stelle."
            yield Problem("bodies.toml", f"{here}.parent", f"„{b.id}“ steht über sich selbst", remedy)


def _each(table: str, key: str, values: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    return ((f"{table}[{number}].{key}", value) for number, value in enumerate(values) if value)


def _all(table: str, key: str, lists: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for number, values in enumerate(lists):
        for place, value in enumerate(values):
            yield f"{table}[{number}].{key}[{place}]", value
