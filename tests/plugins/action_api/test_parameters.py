"""Declarations of parameters: what is read from a request, what is refused, what paraminfo says of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.plugins.action_api import marks, registry, timestamps
from familienkonferenz.plugins.action_api.downgrade import downgrade
from familienkonferenz.plugins.action_api.errors import ApiError
from familienkonferenz.plugins.action_api.parameter_reader import Reader
from familienkonferenz.plugins.action_api.parameters import (
    ANNOUNCED,
    Parameter,
    Type,
    Values,
    choice,
    choices,
    flag,
    limit,
)

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)


def read(
    parameter: Parameter, value: str | None, *, high: bool = False, warnings: list[str] | None = None
) -> Values:
    """What a parameter called `x` makes of a value."""
    said: list[str] = [] if warnings is None else warnings
    sent = {} if value is None else {f"p{parameter.name}": value}
    return Reader(sent, frozenset(), high, NOW, lambda group: (), said.append).read([parameter], "p")


def test_several_values_are_parted_by_a_bar_or_by_u_001f() -> None:
    """A value that begins with U+001F may hold bars; doubles count once."""
    several = Parameter("titles", multi=True)
    assert read(several, "A|B|A").words("titles") == ("A", "B")
    assert read(several, "\x1fA|B\x1fC").words("titles") == ("A|B", "C")
    assert read(several, "").words("titles") == ()
    assert read(several, None).words("titles") == ()


def test_an_empty_value_is_none_where_words_are_needed() -> None:
    """A list of words may be empty, and an account's name is refused as a name."""
    for parameter, code in (
        (Parameter("title", required=True), "missingparam"),
        (Parameter("user", Type.USER, required=True), "baduser"),
    ):
        with pytest.raises(ApiError) as refused:
            read(parameter, "")
        assert refused.value.code == code
    assert read(Parameter("protections", multi=True, required=True), "").words("protections") == ()


def test_a_visitor_may_be_named_by_an_address() -> None:
    """But nobody is logged in by one."""
    assert read(Parameter("user", Type.USER), "10.0.0.1").text("user") == "10.0.0.1"
    with pytest.raises(ApiError) as refused:
        read(Parameter("user", Type.USER, by_address=False), "10.0.0.1")
    assert refused.value.code == "baduser"


def test_who_sends_what_is_deprecated_is_warned() -> None:
    """By the module and once more by the frame; nobody else is."""
    said: list[str] = []
    main: list[str] = []
    parameters = [flag("watch", deprecated=True), Parameter("text", deprecated=True)]
    for sent in ({}, {"watch": "", "text": "x"}):
        Reader(sent, frozenset(), False, NOW, lambda group: (), said.append, warn_main=main.append).read(
            parameters
        )
    assert said == ['The parameter "watch" has been deprecated.', 'The parameter "text" has been deprecated.']
    assert set(main) == {ANNOUNCED}


def test_marks_are_parted_strictly() -> None:
    """A mark with more or fewer parts is refused; some modules read only how a number begins."""
    values = read(Parameter("continue"), "7|Thema/A")
    assert marks.parts(values, 2) == ["7", "Thema/A"]
    assert marks.parts(read(Parameter("continue"), None), 2) is None
    for count in (1, 3):
        with pytest.raises(ApiError, match="Invalid continue param"):
            marks.parts(values, count)
    assert [marks.leading(part) for part in ("7x", "-7", "x", "", "9" * 30)] == [7, -7, 0, 0, int("9" * 18)]
    with pytest.raises(ApiError, match="Invalid continue param"):
        marks.number("7x")


def test_a_flag_is_set_by_being_there() -> None:
    """Even `bot=0` sets it, as on MediaWiki."""
    assert read(flag("bot"), "0").flag("bot")
    assert read(flag("bot"), "").flag("bot")
    assert not read(flag("bot"), None).flag("bot")


def test_limits_follow_the_account() -> None:
    """`max` is 500, with apihighlimits 5000; more is cut and said."""
    said: list[str] = []
    assert read(limit(), "max").limit() == 500
    assert read(limit(), "max", high=True).limit() == 5000
    assert read(limit(), "501", warnings=said).limit() == 500
    assert read(limit(7), None).limit() == 7
    assert len(said) == 1


def test_an_unknown_choice_among_several_is_a_warning() -> None:
    """A single one is an error."""
    said: list[str] = []
    assert read(choices("prop", "ids", "user"), "ids|farbe", warnings=said).words("prop") == ("ids",)
    assert said == ['Unrecognized value for parameter "pprop": farbe']
    with pytest.raises(ApiError) as refused:
        read(choice("dir", "newer", "older"), "quer")
    assert refused.value.code == "badvalue"


def test_times_come_in_four_forms() -> None:
    """ISO 8601 with or without a zone, fourteen digits, seconds, and `now`."""
    second = 1763208000 + 365 * 86400
    for text in ("2026-11-15T12:00:00Z", "2026-11-15T13:00:00+01:00", "20261115120000", str(second), "now"):
        assert timestamps.parse(text, NOW) == second
    assert timestamps.iso(second) == "2026-11-15T12:00:00Z"
    assert timestamps.compact(second) == "20261115120000"


@given(st.text(max_size=30) | st.from_regex(r"\d{1,16}", fullmatch=True) | st.datetimes().map(str))
def test_a_time_is_read_or_refused(text: str) -> None:
    """Whatever is sent as a time, it becomes seconds that can be written again, or a ValueError."""
    try:
        seconds = timestamps.parse(text, NOW)
    except (ValueError, OverflowError):
        return
    assert timestamps.parse(timestamps.iso(seconds), NOW) == seconds


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["query", "error", "edit", "continue", "x"]), JSON, max_size=3))
def test_formatversion_1_knows_no_truth_values(reply: dict[str, object]) -> None:
    """Below objects, truths are empty strings and falsehoods are gone."""

    def check(value: object) -> None:
        if isinstance(value, dict):
            for part in value.values():
                assert not isinstance(part, bool)
                check(part)
        elif isinstance(value, list):
            for part in value:
                check(part)

    check(downgrade(reply))


def test_paraminfo_says_what_the_declarations_say(api: Any) -> None:
    """Every module is described; limits, choices and submodules are those that requests are checked by."""
    paths = ["main", *registry.modules()]
    described = []
    for start in range(0, len(paths), 50):
        asked = "|".join(paths[start : start + 50])
        described += api.ask(action="paraminfo", modules=asked)["paraminfo"]["modules"]
    assert [module["path"] for module in described] == paths
    by_path = {module["path"]: module for module in described}
    for path, module in registry.modules().items():
        assert [entry["name"] for entry in by_path[path]["parameters"]] == [
            part.name for part in module.parameters
        ]
        assert by_path[path]["prefix"] == module.prefix
        assert by_path[path]["mustbeposted"] is module.posted

    def parameter(path: str, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(part for part in by_path[path]["parameters"] if part["name"] == name)
        return found

    assert parameter("main", "action")["submodules"]["edit"] == "edit"
    assert parameter("query", "prop")["submodules"]["info"] == "query+info"
    assert parameter("query", "list")["limit"] == 50
    assert parameter("query", "generator")["submoduleparamprefix"] == "g"
    assert parameter("query+revisions", "limit")["highmax"] == 5000
    assert parameter("query+info", "prop")["highlimit"] == 500
    assert "csrf" in parameter("query+tokens", "type")["type"]
    assert parameter("edit", "token")["sensitive"] is True
    assert "warnings" in api.ask(action="paraminfo", modules="gibtsnicht")


def test_every_parameter_is_declared_once() -> None:
    """Names do not repeat within a module, prefixes not among modules of one group."""
    prefixes = [
        module.prefix for module in registry.modules().values() if module.group != "action" and module.prefix
    ]
    assert len(prefixes) == len(set(prefixes))
    for module in registry.modules().values():
        names = [part.name for part in module.parameters]
        assert len(names) == len(set(names)), module.path
        assert module.help
