# ruff: noqa: E501  (texts)
"""Seeded contributions of families with their rewordings, among texts that only look alike.

Each matter is told in sentences, each sentence in several ways. A rewording takes other ways, in another order, with
a greeting, typing errors, something left out, another number. Hard cases are everywhere: the same matter at
another place, another matter at the same place, both in the same phrases.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from familienkonferenz.bots.contributions import Contribution

BEGIN = datetime(2026, 11, 2, 8, tzinfo=UTC)

PLACES = (
    ("List", "am Moltkeplatz"), ("List", "in der Jakobistraße"), ("Linden-Nord", "in der Limmerstraße"),
    ("Linden-Mitte", "am Lindener Marktplatz"), ("Südstadt", "am Stephansplatz"), ("Südstadt", "in der Sallstraße"),
    ("Nordstadt", "am Engelbosteler Damm"), ("Vahrenwald", "am Vahrenwalder Park"), ("Bothfeld", "in der Sutelstraße"),
    ("Misburg-Nord", "an der Buchholzer Straße"), ("Döhren", "am Fiedelerplatz"), ("Ricklingen", "am Butjerbrunnenplatz"),
    ("Badenstedt", "am Salzweg"), ("Ahlem", "in der Heisterbergallee"), ("Kirchrode", "am Kirchröder Markt"),
    ("Kleefeld", "in der Kirchröder Straße"), ("Stöcken", "in der Hogrefestraße"), ("Sahlkamp", "am Sahlkampmarkt"),
    ("Mühlenberg", "am Mühlenberger Markt"), ("Oststadt", "in der Lister Meile"),
)  # fmt: skip

MATTERS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("{P} fehlt eine Schaukel für kleine Kinder.", "Für die Kleinen gibt es {P} keine einzige Schaukel.", "Wir wünschen uns {P} eine Schaukel für die Jüngsten."),
        ("Die alte wurde im Frühjahr abgebaut und nie ersetzt.", "Im Frühjahr hat man die alte abmontiert, seitdem kam kein Ersatz."),
        ("Meine Tochter fragt jedes Mal danach.", "Unsere Tochter will jedes Mal wissen, wo sie geblieben ist."),
    ),
    (
        ("{P} kommen Schulkinder nicht sicher über die Fahrbahn.", "Der Schulweg {P} ist gefährlich, weil man nicht über die Straße kommt."),
        ("Wir brauchen dort dringend einen Zebrastreifen.", "Ein Fußgängerüberweg wäre dringend nötig."),
        ("Die Autos fahren viel zu schnell und niemand hält an.", "Kein Auto hält, alle rasen einfach durch."),
    ),
    (
        ("Die Mülleimer {P} quellen am Wochenende über.", "{P} sind die Abfalleimer jeden Samstag randvoll."),
        ("Ratten habe ich auch schon gesehen.", "Inzwischen laufen da sogar Ratten herum."),
        ("Bitte öfter leeren, auch sonntags!", "Könnte man sie nicht auch am Sonntag leeren?"),
    ),
    (
        ("Abends ist es {P} stockdunkel, weil zwei Laternen kaputt sind.", "{P} sind zwei Straßenlampen defekt und es ist abends völlig finster."),
        ("Meine Kinder trauen sich dort nicht mehr allein nach Hause.", "Allein nach Hause gehen mögen unsere Kinder da nicht mehr."),
    ),
    (
        ("Wir suchen seit einem Jahr vergeblich einen Krippenplatz {P}.", "Seit zwölf Monaten finden wir {P} keinen Platz in der Krippe."),
        ("Auf der Warteliste sind über vierzig Familien vor uns.", "Mehr als vierzig Familien stehen vor uns auf der Liste."),
        ("Ohne Betreuung kann ich nicht zurück in den Beruf.", "Ich kann nicht wieder arbeiten, wenn niemand das Kind betreut."),
    ),
    (
        ("Der Radweg {P} ist durch Wurzeln total uneben.", "{P} haben Baumwurzeln den Fahrradweg aufgebrochen."),
        ("Mit dem Lastenrad und zwei Kindern ist das lebensgefährlich.", "Wer Kinder im Lastenrad fährt, riskiert dort einen Sturz."),
        ("Der Belag muss erneuert werden.", "Bitte den Asphalt erneuern."),
    ),
    (
        ("Für Jugendliche gibt es {P} nichts, wo sie sich treffen können.", "{P} fehlt ein Treffpunkt für Jugendliche."),
        ("Ein Jugendtreff mit Werkstatt wäre toll, betreut von Sozialarbeitern.", "Schön wäre ein betreutes Jugendzentrum mit einer Werkstatt."),
        ("Sonst hängen sie nur vor dem Supermarkt herum.", "Bisher stehen alle vor dem Supermarkt."),
    ),
    (
        ("Es gibt {P} keine öffentliche Toilette.", "Ein WC sucht man {P} vergebens."),
        ("Mit einem Zweijährigen, der gerade trocken wird, ist das eine Katastrophe.", "Wer ein Kind hat, das gerade trocken wird, weiß, was das bedeutet."),
        ("Ein Wickeltisch gehört auch dazu.", "Und bitte gleich mit Wickelmöglichkeit."),
    ),
    (
        ("Im Sommer ist der Sandkasten {P} in der prallen Sonne nicht benutzbar.", "Der Sandkasten {P} liegt den ganzen Tag in der Sonne, im Sommer geht da nichts."),
        ("Ein Sonnensegel oder ein paar Bäume würden helfen.", "Bäume oder ein Segel als Schattenspender wären die Lösung."),
    ),
    (
        ("Großeltern finden {P} keine Sitzgelegenheit.", "{P} fehlen Bänke, auf denen sich Oma und Opa ausruhen können."),
        ("Zwei Bänke mit Rückenlehne würden schon reichen.", "Schon zwei Sitzbänke mit Lehne wären genug."),
        ("Meine Mutter ist achtzig und muss alle hundert Meter Pause machen.", "Mit achtzig braucht meine Mutter alle hundert Meter eine Pause."),
    ),
    (
        ("Die Bücherei {P} hat samstags geschlossen.", "Leider hat die Stadtteilbibliothek {P} am Samstag nicht auf."),
        ("Gerade dann hätten berufstätige Eltern Zeit zum Vorlesen.", "Dabei haben Eltern, die arbeiten, nur dann Zeit vorzulesen."),
    ),
    (
        ("Der Aufzug zur Stadtbahn {P} ist ständig außer Betrieb.", "{P} funktioniert der Fahrstuhl zur Bahn fast nie."),
        ("Mit dem Kinderwagen muss ich dann wildfremde Leute um Hilfe bitten.", "Den Kinderwagen tragen dann hilfsbereite Fremde mit mir die Treppe hinunter."),
    ),
    (
        ("Falschparker stellen {P} jeden Morgen den Gehweg zu.", "Der Bürgersteig ist {P} morgens immer zugeparkt."),
        ("Mit Zwillingswagen müssen wir auf die Straße ausweichen.", "Mein Zwillingswagen passt da nicht durch, also laufen wir auf der Straße."),
        ("Das Ordnungsamt sollte endlich kontrollieren.", "Warum kontrolliert dort nie jemand vom Ordnungsamt?"),
    ),
    (
        ("Ein Trinkbrunnen {P} wäre an heißen Tagen eine große Hilfe.", "Wir wünschen uns einen Brunnen mit Trinkwasser {P}, gerade wenn es heiß ist."),
        ("In anderen Städten gibt es das an jeder Ecke.", "Andere Städte haben so etwas längst überall."),
    ),
    (
        ("Bitte Tempo dreißig {P}, rund um die Uhr!", "{P} sollte den ganzen Tag Tempo dreißig gelten."),
        ("Nachts können die Kinder wegen des Lärms nicht schlafen.", "Der Lärm weckt nachts unsere Kinder."),
        ("Ein Blitzer würde sich in einer Woche bezahlt machen.", "Mit einem Blitzgerät wäre das Geld schnell wieder drin."),
    ),
    (
        ("Das Klettergerüst {P} ist seit Wochen mit Flatterband gesperrt.", "Seit Wochen ist {P} das Klettergerüst abgesperrt."),
        ("Keiner weiß, wann es repariert wird.", "Wann die Reparatur kommt, kann uns niemand sagen."),
        ("Ein Schild mit einem Termin wäre das Mindeste.", "Wenigstens ein Schild mit dem Termin könnte man aufhängen."),
    ),
    (
        ("Ein Familiencafé {P} würde vielen jungen Eltern gut tun.", "Junge Eltern brauchen {P} ein Café für Familien."),
        ("Viele sind in der Elternzeit einsam und kennen niemanden.", "In der Elternzeit fühlt man sich oft allein, ohne Bekannte."),
    ),
    (
        ("Hundehaufen auf der Wiese {P} sind eine Zumutung.", "Die Wiese {P} ist voller Hundekot."),
        ("Es braucht Beutelspender und eine eingezäunte Hundewiese.", "Ein Zaun für die Hunde und Spender mit Tüten würden helfen."),
        ("Die Kinder können dort nicht barfuß laufen.", "Barfuß spielen ist da nicht mehr drin."),
    ),
    (
        ("Deutschkurse mit Kinderbetreuung fehlen {P} völlig.", "{P} gibt es keinen Sprachkurs, bei dem auf die Kinder aufgepasst wird."),
        ("Viele Mütter würden gern lernen, können aber nicht weg.", "Manche Mutter möchte lernen und kann nicht, weil sie das Kind hat."),
    ),
    (
        ("Der Bus {P} fährt nach acht Uhr abends nur noch stündlich.", "Nach zwanzig Uhr kommt {P} nur jede Stunde ein Bus."),
        ("Unsere Jugendlichen kommen so vom Training nicht heim.", "Vom Sport kommen die Teenager dann kaum nach Hause."),
    ),
)  # fmt: skip

GREETINGS = (
    "Hallo zusammen,", "Guten Tag,", "Liebe Stadt,", "Sehr geehrte Damen und Herren,", "Moin!",
    "Ich schließe mich an:", "Das wurde bestimmt schon gesagt, aber:",
)  # fmt: skip
CLOSINGS = ("Danke!", "Viele Grüße", "Mit freundlichen Grüßen, eine Mutter", "Vielen Dank fürs Lesen!", "LG")
SWAPS: Mapping[str, str] = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss",
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """Contributions with the Stadtteile a tagger would set, and which later one says what which earlier one says."""

    contributions: tuple[Contribution, ...]
    places: Mapping[str, tuple[str, ...]]
    matter: Mapping[str, tuple[int, int]]
    """Of each id which matter at which place: two of the same are the same."""


class Families:
    """They write, and some say again what others said."""

    def __init__(self, seed: int, matters: tuple[tuple[tuple[str, ...], ...], ...] = MATTERS) -> None:
        self._chance = random.Random(seed)
        self._matters = matters

    def write(self, number: int, again: float = 0.35) -> Planted:
        """`number` matters at places, no two the same, each with 0 to 2 rewordings."""
        every = [(m, p) for m in range(len(self._matters)) for p in range(len(PLACES))]
        told = []
        for matter, place in self._chance.sample(every, number):
            ways = [self._chance.randrange(len(said)) for said in self._matters[matter]]
            told.append((matter, place, self._tell(matter, place, ways)))
            while self._chance.random() < again:
                told.append((matter, place, self._reword(matter, place, ways)))
        self._chance.shuffle(told)
        contributions = [contribution(n, text) for n, (_, _, text) in enumerate(told, 1)]
        ids = [c.id for c in contributions]
        return Planted(
            tuple(contributions),
            {id: (PLACES[place][0],) for id, (_, place, _) in zip(ids, told, strict=True)},
            {id: (matter, place) for id, (matter, place, _) in zip(ids, told, strict=True)},
        )

    def _tell(self, matter: int, place: int, ways: list[int]) -> str:
        said = [alternatives[way] for alternatives, way in zip(self._matters[matter], ways, strict=True)]
        return self._placed(said, place)

    def _placed(self, said: list[str], place: int) -> str:
        where = PLACES[place][1]
        made = [sentence.replace("{P}", where) for sentence in said]
        return " ".join(sentence[0].upper() + sentence[1:] for sentence in made)

    def _reword(self, matter: int, place: int, ways: list[int]) -> str:
        """Other ways to say it: each sentence changes with 6 in 10, and three of the other changes or more."""
        chance = self._chance
        said = []
        for alternatives, way in zip(self._matters[matter], ways, strict=True):
            others = [one for n, one in enumerate(alternatives) if n != way]
            said.append(chance.choice(others) if chance.random() < 0.6 else alternatives[way])
        if len(said) > 2 and chance.random() < 0.4:
            del said[chance.randrange(1, len(said))]
        if chance.random() < 0.5:
            chance.shuffle(said)
        text = self._placed(said, place)
        if chance.random() < 0.4:
            text = f"{chance.choice(GREETINGS)} {text}"
        if chance.random() < 0.3:
            text = f"{text} {chance.choice(CLOSINGS)}"
        if chance.random() < 0.3:
            for letter, spelt in SWAPS.items():
                text = text.replace(letter, spelt)
        for _ in range(chance.choice((0, 0, 1, 2))):
            text = self._mistyped(text)
        return text.lower() if chance.random() < 0.1 else text

    def _mistyped(self, text: str) -> str:
        words = text.split(" ")
        long = [n for n, word in enumerate(words) if len(word) > 5 and word.isalpha()]
        if long:
            at = self._chance.choice(long)
            word = words[at]
            i = self._chance.randrange(1, len(word) - 1)
            words[at] = self._chance.choice(
                (
                    word[:i] + word[i + 1 :],
                    word[:i] + word[i] + word[i:],
                    word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
                )
            )
        return " ".join(words)


def contribution(number: int, text: str) -> Contribution:
    """One page with this text, by a person of its own, a minute after the one before."""
    when = BEGIN + timedelta(minutes=number)
    return Contribution(
        f"B{number}",
        "beitrag",
        f"Beitrag/{number}",
        "",
        text,
        f"Person {number}",
        "",
        "",
        "",
        "",
        when,
        when,
        (number,),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Proposals against the truth: a pair is a later contribution with the one it is read with."""

    right: int
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the proposals, those that are right."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Of those who say again what was said, those that were found."""
        return self.right / max(1, self.right + len(self.missed))


def compared(planted: Planted, merged: Mapping[str, str]) -> Found:
    """Against `merged`: id → id it is read with."""
    first: dict[tuple[int, int], str] = {}
    again = [c.id for c in planted.contributions if first.setdefault(planted.matter[c.id], c.id) != c.id]
    right = [id for id, kept in merged.items() if planted.matter[id] == planted.matter[kept]]
    wrong = tuple((id, kept) for id, kept in merged.items() if planted.matter[id] != planted.matter[kept])
    return Found(len(right), wrong, tuple(id for id in again if id not in set(right)))
