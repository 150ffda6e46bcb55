"""Measures the search for personal data against its peers, Presidio and scrubadub, on the same seeded set.

    python -m tests.quality.personal [--seed N]

A find counts when it overlaps what was planted, whatever the finder calls its kind; a planted piece that nothing
overlaps is missed; a find that overlaps nothing is false. A peer that is not installed is skipped with the reason.
Presidio runs with a blank German model, because no trained one is to be had without a download at run time.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from familienkonferenz.bots.personal.search import find
from tests.quality.german_persons import KINDS, Text, texts

Finder = Callable[[str], Sequence[tuple[int, int]]]
SEED = 7


@dataclass
class Figures:
    """What was found, missed and false; `kinds` of the planted pieces."""

    found: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    finds: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.planted.total())

    @property
    def precision(self) -> float:
        return (self.finds - self.false) / max(1, self.finds)

    def recall_of(self, kind: str) -> float:
        return self.found[kind] / max(1, self.planted[kind])


def measure(cases: Iterable[Text], finder: Finder) -> Figures:
    """Count over all cases."""
    figures = Figures()
    for case in cases:
        spans = finder(case.text)
        figures.finds += len(spans)
        figures.false += sum(
            not any(a < end and start < b for _, a, b in case.personal) for start, end in spans
        )
        for kind, a, b in case.personal:
            figures.planted[kind] += 1
            figures.found[kind] += any(a < end and start < b for start, end in spans)
    return figures


def ours(text: str) -> list[tuple[int, int]]:
    """The bots' own search."""
    return [(one.start, one.end) for one in find(text)]


def presidio() -> Finder:
    """Microsoft's analyzer with its German recognizers. Raises ImportError."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__(ner_model_configuration=NerModelConfiguration(labels_to_ignore=[]))
            self.nlp = {"de": spacy.blank("de")}

    registry = RecognizerRegistry(supported_languages=["de"])
    registry.load_predefined_recognizers(languages=["de"])
    registry.add_recognizer(PhoneRecognizer(supported_language="de", supported_regions=["DE"]))
    engine = AnalyzerEngine(nlp_engine=Blank(), registry=registry, supported_languages=["de"])
    ignored = {"DATE_TIME", "URL"}  # not asked for: counted, they would only be false

    def find(text: str) -> list[tuple[int, int]]:
        found = engine.analyze(text, language="de")
        return [(one.start, one.end) for one in found if one.entity_type not in ignored]

    return find


def scrubadub() -> Finder:
    """LeapBeyond's scrubber, told that the text is German. Raises ImportError."""
    import scrubadub as package

    scrubber = package.Scrubber(locale="de_DE")

    def find(text: str) -> list[tuple[int, int]]:
        return [(one.beg, one.end) for one in scrubber.iter_filth(text) if type(one).__name__ != "UrlFilth"]

    return find


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of all that can be run."""
    parser = argparse.ArgumentParser(description="Measure the search for personal data.")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the set")
    cases = list(texts(parser.parse_args(arguments).seed))
    size = sum(len(case.text.encode()) for case in cases) / 1e6
    print(f"{len(cases)} texts, {sum(len(case.personal) for case in cases)} planted pieces")
    print(f"| finder | recall | precision | MB/s | {' | '.join(KINDS)} |")
    print("|" + "---|" * (4 + len(KINDS)))
    finders: tuple[tuple[str, Callable[[], Finder]], ...] = (
        ("ours", lambda: ours), ("Presidio", presidio), ("scrubadub", scrubadub)
    )  # fmt: skip
    for name, make in finders:
        try:
            finder = make()
        except ImportError as error:
            print(f"| {name} | skipped: {error} |")
            continue
        begun = time.process_time()
        figures = measure(cases, finder)
        rate = size / (time.process_time() - begun)
        shares = " | ".join(f"{figures.recall_of(kind):.2f}" for kind in KINDS)
        print(f"| {name} | {figures.recall:.3f} | {figures.precision:.3f} | {rate:.2f} | {shares} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
