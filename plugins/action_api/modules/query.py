"""`action=query`: a set of pages, what to say of each, what to list, what to say of the wiki.

Goes on as MediaWiki does: as long as a prop has more to say about the current pages, the generator stays where
it is; `continue` names the modules that are done with them.
"""

from __future__ import annotations

from .. import marks, registry
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..pages import PageSet
from ..parameter_reader import parted
from ..parameters import Parameter, Type, Values, choice, flag
from ..xml_export import Exporter


def answer(call: Call, values: Values) -> JSON:
    """Answer the query, with `continue` or `batchcomplete`."""
    return _Query(call, values).answer()


class _Query:
    """One query on its way."""

    def __init__(self, call: Call, values: Values) -> None:
        self.call, self.values = call, values
        self.pages = PageSet(call)
        self.result: JSON = {}
        self.apart: JSON = {}
        self.going_on: dict[str, str] = {}
        self.raw: dict[str, dict[str, str]] = {}
        mark = values.text("continue").split("||") if values.text("continue") else ["", ""]
        if len(mark) != 2:
            raise marks.bad()
        self.pages_done = mark[0] == "-"
        self.done = {name for name in mark[1].split("|") if name}

    def answer(self) -> JSON:
        self._check_sources()
        generator_next: dict[str, str] = {}
        if not self.pages_done:
            self._name_pages()
            generator_next = self._generate() if "generator" in self.values else {}
        else:
            self._read_only()
        self._describe()
        props_go_on = bool(self.going_on)
        self._find()
        self._tell()
        self._put_pages()
        if self.values.flag("export") and self.values.flag("exportnowrap"):
            return {"\x00raw": self._export()}
        if self.values.flag("export"):
            self.result["export"] = self._export()
        return self._reply(generator_next, props_go_on=props_go_on)

    def _reply(self, generator_next: dict[str, str], *, props_go_on: bool) -> JSON:
        if self.values.flag("rawcontinue"):
            told: JSON = {"query-continue": self.raw} if self.raw else {}
            return told | self.apart | ({"query": self.result} if self.result else {})
        reply: JSON = dict(self.apart)
        done, mark = self.done & set(self._asked()), "-"
        if props_go_on:
            as_sent = self._generator_as_sent()
            self.going_on |= as_sent
            mark = "|".join(as_sent)
        else:
            reply["batchcomplete"] = True
            if generator_next:
                self.going_on |= generator_next
                done -= set(self.values.words("prop"))
                mark = "|".join(generator_next)
        if self.going_on:
            reply["continue"] = self.going_on | {
                "continue": f"{mark}||{'|'.join(name for name in self._asked() if name in done)}"
            }
        if self.result:
            reply["query"] = self.result
        return reply

    def _asked(self) -> list[str]:
        return [name for group in ("prop", "list", "meta") for name in self.values.words(group)]

    def _check_sources(self) -> None:
        named = [name for name in ("titles", "pageids", "revids") if name in self.values]
        if len(named) > 1:
            raise ApiError(
                "multisource", f'The "{named[1]}" parameter cannot be used together with "{named[0]}".'
            )

    def _name_pages(self) -> None:
        follow = self.values.flag("redirects")
        if follow and "revids" in self.values:
            self.values.warn('The "redirects" and "revids" parameters cannot be used together.')
        self.pages.note_encoded(parted(self.call.reader.sent.get("titles", "")))
        self.pages.add_titles(self.values.words("titles"), follow=follow)
        self.pages.add_ids(self.values.numbers("pageids"), follow=follow)
        self.pages.add_revisions(self.values.numbers("revids"))

    def _read_only(self) -> None:
        """Read the generator's parameters, so that they count as known."""
        if "generator" in self.values:
            self.call.read(registry.modules()[f"query+{self.values.text('generator')}"], "g")

    def _generate(self) -> dict[str, str]:
        """Make the generator's findings the set of pages; where it goes on."""
        module = registry.modules()[f"query+{self.values.text('generator')}"]
        values = self.call.read(module, "g")
        if module.generate is not None:
            pages, more = module.generate(self.call, values, self.pages.subjects)
        else:
            assert module.find is not None
            found, more = module.find(self.call, values)
            pages = [item.page for item in found]
            if module.results and module.about is not None:  # it says what it is called, as a generator too
                self.result[module.name] = module.about(self.call, values)
        sources, self.pages = self.pages, PageSet(self.call)
        self.pages.normalized, self.pages.redirects = sources.normalized, sources.redirects
        for index, page in enumerate(pages, 1 + max(values.number("offset") or 0, 0)):
            subject = self.pages.add(page, follow=self.values.flag("redirects"))
            if module.goes_on == "offset" and not module.results:  # found by search: the best first
                subject.data.setdefault("index", index)
        generator_next = {f"g{module.next_parameter}": more} if more is not None else {}
        if generator_next:
            self.raw[module.name] = generator_next
        return generator_next

    def _generator_as_sent(self) -> dict[str, str]:
        if "generator" not in self.values:
            return {}
        module = registry.modules()[f"query+{self.values.text('generator')}"]
        name = f"g{module.next_parameter}"
        return {name: self.call.reader.sent[name]} if name in self.call.reader.sent else {}

    def _describe(self) -> None:
        for name in self.values.words("prop"):
            module = registry.modules()[f"query+{name}"]
            values = self.call.read(module)
            if name in self.done or self.pages_done:
                self.done.add(name)
                continue
            assert module.describe is not None
            subjects = [subject for subject in self.pages.subjects if subject.title is not None]
            self._note(module, module.describe(self.call, values, subjects))

    def _find(self) -> None:
        for name in self.values.words("list"):
            module = registry.modules()[f"query+{name}"]
            values = self.call.read(module)
            if name in self.done:
                continue
            assert module.find is not None
            found, more = module.find(self.call, values)
            entries = [item.entry for item in found]
            told = module.about(self.call, values) if module.about is not None else {}
            if told and not module.results:
                self.result[f"{name}info"] = told
            into = self.apart if module.apart else self.result
            into[name] = told | {module.results: entries} if module.results else entries
            self._note(module, more)

    def _tell(self) -> None:
        for name in self.values.words("meta"):
            module = registry.modules()[f"query+{name}"]
            values = self.call.read(module)
            if name in self.done:
                continue
            assert module.tell is not None
            told = module.tell(self.call, values)
            if name == "siteinfo":
                assert isinstance(told, dict)
                self.result |= told
            else:
                self.result[name] = told

    def _note(self, module: Module, more: str | None) -> None:
        if more is None:
            self.done.add(module.name)
        else:
            self.going_on[module.next_parameter] = more
            self.raw[module.name] = {module.next_parameter: more}

    def _put_pages(self) -> None:
        if self.pages.normalized:
            self.result["normalized"] = self.pages.normalized
        if self.pages.redirects:
            self.result["redirects"] = self.pages.redirects
        if self.pages.bad_revisions:
            self.result["badrevids"] = {
                str(rev_id): {"revid": rev_id, "missing": True} for rev_id in self.pages.bad_revisions
            }
        if self.pages.subjects:
            if self.values.flag("indexpageids"):
                self.result["pageids"] = [str(subject.key) for subject in self.pages.subjects]
            self.result["pages"] = [subject.data for subject in self.pages.subjects]

    def _export(self) -> str:
        exporter = Exporter(self.values.text("exportschema"))
        rows = [subject.row for subject in self.pages.subjects if subject.row is not None]
        return "".join(exporter.document(self.call, rows))


MODULE = Module(
    name="query",
    help="Liest Seiten, Versionen, Listen und Angaben zum Wiki.",
    parameters=(
        Parameter("prop", Type.MODULE, "Was über jede Seite gesagt werden soll.", multi=True, group="prop"),
        Parameter("list", Type.MODULE, "Welche Listen.", multi=True, group="list"),
        Parameter("meta", Type.MODULE, "Was über das Wiki und den Aufrufer.", multi=True, group="meta"),
        Parameter("titles", help="Seiten nach Titel.", multi=True),
        Parameter("pageids", Type.INTEGER, "Seiten nach Nummer.", multi=True),
        Parameter("revids", Type.INTEGER, "Seiten nach Version.", multi=True),
        Parameter(
            "generator",
            Type.MODULE,
            "Die Seiten, die eine Liste findet.",
            group="generator",
            refusal="badgenerator",
        ),
        flag("redirects", "Weiterleitungen folgen."),
        flag("indexpageids", "Die Nummern der Seiten eigens nennen."),
        flag("converttitles"),
        flag("iwurl"),
        flag("export", "Die heutigen Fassungen als XML."),
        flag("exportnowrap", "Nur das XML."),
        choice("exportschema", "0.10", "0.11", default="0.11"),
        flag("rawcontinue"),
        Parameter("continue"),
    ),
    answer=answer,
)
