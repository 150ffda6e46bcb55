"""What a module of the API is, and what it is given.

A module is data and one function. There are four groups, as in MediaWiki: `action` answers a request; `prop`,
`list` and `meta` are parts of `action=query`: a prop says something about each page of the set, a list finds
things, a meta says something about the wiki or the account.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ..accounts import Actor
from ..services import services
from ..storage.catalogue import PageRow, RevisionRow
from ..titles import Title
from . import rights
from .errors import JSON
from .parameter_reader import Reader
from .parameters import Parameter, Type, Values
from .sight import Sight

Continue = str | None
"""Where a module goes on, or None when it is done."""


@dataclass(slots=True)
class Subject:
    """One page of the set that `action=query` speaks about.

    `key` is the page id, or a negative number for what does not exist. `revisions` were asked for by id.
    """

    key: int
    title: Title | None
    row: PageRow | None
    data: JSON
    revisions: list[RevisionRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a list found: the page it belongs to, and how the list shows it."""

    page: PageRow | Title
    entry: JSON


@dataclass(slots=True)
class Call:
    """One request: who asks, what may be seen, what was sent."""

    actor: Actor
    user_id: int
    sight: Sight
    reader: Reader
    warnings: dict[str, list[str]] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    current: str = "main"
    """The module that is at work: an error is its."""
    _user_ids: dict[str, int] = field(default_factory=dict)

    def read(self, module: Module, prefix: str = "") -> Values:
        """Read a module's values, with its warnings under its own name. Raises `ApiError`."""

        def warn(line: str) -> None:
            self.warnings.setdefault(module.name, []).append(line)

        self.current = module.path
        prefix += module.prefix
        values = replace(self.reader, warn=warn).read(module.parameters, prefix)
        for parameter in module.parameters:
            if parameter.type is Type.LIMIT and self.reader.sent.get(prefix + parameter.name) == "max":
                self.limits[module.name] = values.limit(parameter.name)
        self.used.update(prefix + parameter.name for parameter in module.parameters)
        return values

    @property
    def rights(self) -> frozenset[str]:
        """The rights of this session."""
        return rights.rights_here(self.actor)

    def user_id_of(self, name: str) -> int:
        """The integer id of an account, 0 if there is none."""
        if name not in self._user_ids:
            self._user_ids[name] = services().catalogue.user_id_by_name(name)
        return self._user_ids[name]


Answer = Callable[[Call, Values], JSON]
Describe = Callable[[Call, Values, Sequence[Subject]], Continue]
Find = Callable[[Call, Values], tuple[list[Found], Continue]]
Tell = Callable[[Call, Values], object]
About = Callable[[Call, Values], JSON]
Generate = Callable[[Call, Values, Sequence[Subject]], tuple[list[PageRow | Title], Continue]]


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its name, its parameters, and one of `answer`, `describe`, `find`, `tell` by its group.

    `about`: what a list says of itself, as `searchinfo`, or beside its `results`, if they are named. `goes_on`: the
    parameter, without prefix, that says where.
    `pages`: what a list finds are pages, so that it can be a generator. `apart`: a list that is told beside `query`.
    """

    name: str
    help: str
    parameters: tuple[Parameter, ...] = ()
    prefix: str = ""
    answer: Answer | None = None
    describe: Describe | None = None
    find: Find | None = None
    tell: Tell | None = None
    generate: Generate | None = None
    about: About | None = None
    goes_on: str = "continue"
    results: str = ""
    posted: bool = False
    token: str = ""
    pages: bool = True
    apart: bool = False

    @property
    def group(self) -> str:
        """`action`, `prop`, `list` or `meta`."""
        if self.answer:
            return "action"
        if self.describe:
            return "prop"
        return "list" if self.find else "meta"

    @property
    def path(self) -> str:
        """As paraminfo writes it: `edit`, `query+info`."""
        return self.name if self.answer else f"query+{self.name}"

    @property
    def next_parameter(self) -> str:
        """The parameter by which one goes on: `apcontinue`, `sroffset`."""
        return self.prefix + self.goes_on

    @property
    def generates(self) -> bool:
        """Whether it can be used as `generator=`."""
        return (self.find is not None and self.pages) or self.generate is not None
