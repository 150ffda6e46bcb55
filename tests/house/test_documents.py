"""README.md and ARCHITECTURE.md speak of what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from familienkonferenz.bots.coding import Coder, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules
from familienkonferenz.page_templates.pages import pages

from .tree import ROOMS, ROOT, files, modules, setup

DOCUMENTS = ("README.md", "ARCHITECTURE.md")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _paths(name: str) -> Iterator[str]:
    """Paths of ours that a document names in code: `bots/harvest.py`, `plugins/storage/`, `tests/cases/*.txt`."""
    code = " ".join(re.findall(r"`([^`\n]+)`", _text(name)))
    yield from re.findall(rf"(?<![\w/])(?:(?:{'|'.join(ROOMS)}|tests)/[\w/.*-]*)", code)


def test_the_example_in_architecture_is_what_the_bots_say() -> None:
    """What ARCHITECTURE shows of one contribution's places and way is real."""
    now = datetime(2026, 11, 3, tzinfo=UTC)
    conference = load()
    contribution = Contribution(
        id="B12", source="beitrag", page="Beitrag/12", title="Eine Ampel",
        text="Unsere Kinder kommen nicht über die Straße.", author="Lisa", kind="Wunsch", topic="verkehr",
        place="Lister Meile", reply_to="", created=now, changed=now, revisions=(1,),
    )  # fmt: skip
    said = code(contribution, Coder.of(conference, load_rules(conference)), ())
    chosen, other = said.tags
    step, later = said.route.steps[0], said.route.department[0]
    shown = (
        f"places   {chosen.district} ({chosen.rule}: „{chosen.words}“, {chosen.confidence}); "
        f"{other.district} ({other.confidence})\n"
        f"way      {step.body} {step.state} ({step.rule}: {step.evidence})\n"
        f"next     {later.body} ({later.reason})\n"
    )
    assert shown in _text("ARCHITECTURE.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_files_that_exist(name: str) -> None:
    """Who looks up what a document names finds it."""
    named = set(_paths(name))
    assert named
    assert [path for path in sorted(named) if not any(ROOT.glob(path.rstrip("/")))] == []


def test_architecture_follows_a_contribution_through_every_room() -> None:
    """Every room is named by its modules, and what README names is explained in ARCHITECTURE."""
    architecture = set(_paths("ARCHITECTURE.md"))
    assert {path.partition("/")[0] for path in architecture} >= set(ROOMS)
    in_readme = {path for path in _paths("README.md") if path.endswith(".py")}
    assert in_readme <= architecture


def test_architecture_knows_the_edges_of_the_bots() -> None:
    """A module that touches the world is worth a word in ARCHITECTURE."""
    from .test_direction import BOTS_EDGES

    named = _text("ARCHITECTURE.md")
    there = {m.path.split("/")[1].removesuffix(".py") for m in modules("bots")}
    assert [edge for edge in BOTS_EDGES if edge in there and f"bots/{edge}" not in named] == []


def test_the_readme_counts_the_pages_to_begin_with() -> None:
    """What `konferenz init` says in README is what it says: here, on a MediaWiki, and for the smallest city."""
    smallest = load(ROOT / "tests" / "config" / "kleinstadt")
    made = (pages(load()), pages(load(), mediawiki=True), pages(smallest))
    told = re.findall(r"^\$ konferenz init.*\n(\d+) pages written", _text("README.md"), re.MULTILINE)
    assert {str(sum(1 for _ in each)) for each in made} == set(told) - {"0"}


def test_make_targets_of_the_readme_exist() -> None:
    """`make run` and its kin are in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)|^\$ make ([a-z-]+)", _text("README.md"), re.MULTILINE))
    assert {one or other for one, other in named} <= targets
    assert {"run", "test", "test-all", "check", "bench"} <= targets


def test_the_top_level_is_what_the_design_says() -> None:
    """Four rooms, tests, setup.cfg and documents; beside them only what tools need."""
    ours = {
        *ROOMS,
        "tests",
        "setup.cfg",
        "README.md",
        "ARCHITECTURE.md",
        "QUALITY.md",
        "TESTS.md",
        "BENCHMARKS.md",
        "LICENSE",
    }
    tools = {"pyproject.toml", "ruff.toml", "Makefile", ".ci", ".gitignore"}
    assert {name.partition("/")[0] for name in files()} <= ours | tools


def test_documents_name_no_path_of_a_machine() -> None:
    """The documents can be followed anywhere."""
    for name in (*DOCUMENTS, "Makefile", ".ci/run", "setup.cfg"):
        assert not re.search(r"/work\b|/tmp\b|/root\b|\bshared/", _text(name)), name


def test_the_version_pins_of_the_engine_are_exact() -> None:
    """What is replaced inside Moin was read in one version, so exactly that one is installed."""
    required = setup()["options"]["install_requires"]
    assert re.search(r"^moin == \d", required, re.MULTILINE)
    assert re.search(r"^pywikibot == \d", required, re.MULTILINE)
