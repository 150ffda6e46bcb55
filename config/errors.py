"""What can be wrong with a configuration, said so that the person who edits it can put it right.

```
ConfigError               a configuration that cannot be used; ``problems`` holds everything found
└── UnknownName           a name, number or id the conference does not have (also a ``KeyError``)
```

The messages are German, because the people who edit the files of a city are not programmers.
Each is one line: file, key, what is wrong, what to do.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place of a configuration; ``str()`` is its one line.

    file: name of the file in the folder of the city, "" when the folder itself is meant.
    key: path of the key inside the file, counted from 0, e.g. ``body[12].district``; "" for the whole file.
    what: what is wrong. remedy: what to do, an imperative sentence.
    """

    file: str
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.key) if part)
        line = f"{where}: {self.what}. {self.remedy}" if where else f"{self.what}. {self.remedy}"
        return " ".join(line.split())


class ConfigError(Exception):
    """A configuration that cannot be used. ``str()`` is the first problem, on one line.

    problems: everything that was found, in the order of the files; never empty.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a ConfigError needs at least one problem")
        super().__init__(str(self.problems[0]))

    def __str__(self) -> str:
        # Said here, since KeyError, the other base of UnknownName, would show the repr of the message.
        return str(self.problems[0])


class UnknownName(ConfigError, KeyError):
    """A district, borough, body, topic or aim was asked for that the conference does not have."""

    def __init__(self, noun: str, name: str, known: Iterable[str], file: str) -> None:
        """noun: German word for what was sought; known: what there is; file: where it could be added."""
        remedy = did_you_mean(name, known) or f"Tragen Sie den Eintrag in {file} ein."
        super().__init__([Problem(file, "", f"{noun} „{name}“ gibt es nicht", remedy)])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The remedy „Meinten Sie …?“ for the nearest of the known names, "" when none is near."""
    names = tuple(known)
    folded = {other.casefold(): other for other in reversed(names)}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return f"Meinten Sie „{folded[near[0]]}“?" if near else ""
