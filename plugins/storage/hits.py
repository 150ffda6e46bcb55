"""What a search of the index finds: revisions with their stored fields, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from moin.constants.keys import CONTENT


class StoredFields(dict[str, Any]):
    """A revision's stored fields. Its text, which Moin counts among them, is read only when it is asked for."""

    read_text: Callable[[], str] | None = None

    def __missing__(self, key: str) -> Any:
        if key != CONTENT or self.read_text is None:
            raise KeyError(key)
        self[CONTENT] = self.read_text()
        return self[CONTENT]


class Hit(StoredFields):
    """One revision found: its stored fields by name."""

    def __init__(self, docnum: int, fields: Mapping[str, Any], read_text: Callable[[], str] | None) -> None:
        super().__init__(fields)
        self.docnum = docnum
        self.read_text = read_text
        self.rank = 0
        self.score = 1.0

    def fields(self) -> StoredFields:
        """The stored fields."""
        found = StoredFields(self)
        found.read_text = self.read_text
        return found

    def highlights(self, *args: Any, **kw: Any) -> str:
        """None: search pages have their own snippets."""
        return ""


class Hits(Sequence[Hit]):
    """What a search found, as much of it as was asked for; its length is that of all there is, as Whoosh's."""

    def __init__(self, hits: Sequence[Hit], count: Callable[[], int]) -> None:
        self._hits = hits
        self._count = count
        for rank, hit in enumerate(hits):
            hit.rank = rank

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | Sequence[Hit]:
        return self._hits[at]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    def __bool__(self) -> bool:
        return bool(self._hits)

    def __len__(self) -> int:
        return self._count()

    def scored_length(self) -> int:
        """How many of them are here."""
        return len(self._hits)
