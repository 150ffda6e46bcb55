"""Cases made from the declarations of our modules: every parameter in turn, right, wrong, twice, at its limits.

A module's `BASE` is the request that a parameter is added to. A module without one, or a parameter that no case
sends, is an error: nothing is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from familienkonferenz.plugins.action_api import registry
from familienkonferenz.plugins.action_api.main import PARAMETERS
from familienkonferenz.plugins.action_api.module import Module
from familienkonferenz.plugins.action_api.parameters import Parameter, Type

from .bases import BASES, GOOD
from .case import Case, Step
from .engines import BOT, SOMMER

STRINGS = ("", "Thema/A", "x|y", "\x1fa|b", "*", "ä" * 300, "[x]", "-1")
NUMBERS = ("", "0", "1", "-1", "x", "1.5", "9" * 12, "9" * 30, "1|2")
TIMES = (
    "2026-11-15T12:05:00Z",
    "20261115120500",
    "now",
    "",
    "gestern",
    "2026-13-45",
    "1|2",
    "0",
    "99999999999999",
)
SPACES = ("0", "10", "1|10", "99", "x", "-1", "*", "")
USERS = (
    "Lisa",
    "lisa",
    "Niemand",
    "",
    "#{user:Lisa}",
    "#987654",
    "10.0.0.1",
    "Lisa|Konferenzbot",
    "Frau_Sommer",
)


def cases() -> Iterator[Case]:
    """All of them: the frame's, then modules by name, parameters in the order of their declaration."""
    yield from _of_the_frame()
    modules = sorted(registry.modules().values(), key=lambda module: (_writes(module), module.path))
    for module in modules:  # what reads comes before what writes
        yield from _of(module)


def _of_the_frame() -> Iterator[Case]:
    for parameter in PARAMETERS:
        if parameter.name in ("action", "format"):
            continue
        for value in _values("main", parameter):
            fields = {"action": "query", "meta": "userinfo"} | {parameter.name: value}
            yield Case(f"main {parameter.name}={_shown(value)}", (Step(fields),))


def _writes(module: Module) -> bool:
    """Whether its cases write: files are put there only when somebody asks about them."""
    return bool(module.token) or module.path in ("query+allimages", "query+imageinfo")


def _of(module: Module) -> Iterator[Case]:
    base = BASES[module.path]
    yield Case(f"{module.path} alone", base({}))
    for group in ("generator",) if module.generates else ():
        yield from _as_generator(module, group)
    for parameter in module.parameters:
        name = module.prefix + parameter.name
        for value in _values(module.path, parameter):
            yield Case(f"{module.path} {name}={_shown(value)}", base({name: value}))
        if not parameter.multi and parameter.type is Type.CHOICE:
            first, last = parameter.choices[0], parameter.choices[-1]
            yield Case(f"{module.path} {name} twice", base({name: first}, (name, last)))
    yield Case(f"{module.path} formatversion=1", base({"formatversion": "1"}))
    yield Case(f"{module.path} {module.prefix}quer", base({module.prefix + "quer": "1"}))


def _as_generator(module: Module, group: str) -> Iterator[Case]:
    fields = {"action": "query", "prop": "info"}
    for step in BASES[module.path]({})[-1:]:
        for name, value in dict(step.fields).items():
            if name in ("action", "prop", "list"):
                continue
            fields["g" + name if name.startswith(module.prefix) and module.prefix else name] = value
        fields["generator"] = module.name
        yield Case(f"{module.path} as {group}", (Step(fields, goes_on=True),))
        limited = fields | {f"g{module.prefix}limit": "2"}
        yield Case(f"{module.path} as {group}, two at once", (Step(limited, goes_on=True),))


def _values(path: str, parameter: Parameter) -> Iterator[str]:
    """What is sent as a parameter: right values first."""
    good = GOOD.get((path, parameter.name), ())
    match parameter.type:
        case Type.CHOICE | Type.MODULE:
            words = parameter.choices or registry.names(parameter.group)
            given = [*words, "farbe", ""]
            if parameter.multi:
                given += ["|".join(words[:3]), f"{words[0]}|farbe", "*", f"{words[0]}|{words[0]}"]
        case Type.BOOLEAN:
            given = ["1", ""]
        case Type.LIMIT:
            given = ["1", "2", "max", "0", "-1", "500", "501", "5001", "x", ""]
        case Type.INTEGER:
            given = list(NUMBERS)
            if parameter.name.endswith(
                ("id", "ids", "rev", "undo", "undoafter")
            ):  # ids mean something else on each
                given = [value for value in given if value not in ("1", "1|2")]
            if parameter.name == "maxtokenage":  # whether a second has passed is chance
                given = [value for value in given if value not in ("0", "1")]
        case Type.NAMESPACE:
            given = list(SPACES)
        case Type.TIMESTAMP:
            given = list(TIMES)
        case Type.USER:
            given = list(USERS)
        case _:
            given = list(STRINGS)
    yield from dict.fromkeys([*good, *given])
    if parameter.multi and parameter.type not in (Type.CHOICE, Type.MODULE):
        yield "|".join(str(number) for number in range(900_000, 900_051))
        yield "|".join(str(number) for number in range(501))


def _shown(value: str) -> str:
    text = value.encode("unicode_escape").decode()
    return text if len(text) < 40 else f"{text[:30]}… ({len(value)})"


__all__ = ["BOT", "SOMMER", "cases"]
