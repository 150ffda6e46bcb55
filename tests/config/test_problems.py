"""A folder with one thing wrong in it: the message names the file, the key and the remedy, on one line."""

import shutil
from pathlib import Path

import pytest

from familienkonferenz.config import ConfigError, load
from familienkonferenz.config.files import FILES
from familienkonferenz.config.loader import PACKAGED

# Fact, file, text that stands there once or first, what stands there now, start of the message, its remedy.
WRONG = [
    ("an unknown key", "topics.toml", 'question = "Was brauchen', 'frage = "Was brauchen',
     "topics.toml: topic[0].question: fehlt", "Tragen Sie „question“ ein."),
    ("a misspelt key", "bodies.toml", 'level = "borough"', 'levle = "borough"',
     "bodies.toml: body[0].levle: diesen Schlüssel gibt es nicht", "Meinten Sie „level“?"),
    ("an unknown key of a file", "conference.toml", 'key = "hannover"', 'key = "hannover"\nmotif = "Zoo"',
     "conference.toml: motif: diesen Schlüssel gibt es nicht", "Meinten Sie „motto“?"),
    ("a type of file that carries programs", "conference.toml", '"webp", "pdf"', '"webp", "svg"',
     "conference.toml: files.types[5]: „svg“ ist nicht möglich", "Möglich sind jpg, jpeg"),
    ("files too large", "conference.toml", "megabytes = 10", "megabytes = 1000",
     "conference.toml: files.megabytes: 1000 ist nicht möglich", "von 1 bis 50"),
    ("a limit that is none", "conference.toml", '"90 je Minute"', '"oft"',
     "conference.toml: limits.edits: „oft“ ist keine Häufigkeit", "60 je Minute"),
    ("an unknown key of the files", "conference.toml", "megapixels = 50", "megapixel = 50",
     "conference.toml: files.megapixel: diesen Schlüssel gibt es nicht", "Meinten Sie „megapixels“?"),
    ("an unknown table", "aims.toml", '[[aim]]\nid = "an', '[[goals]]\nid = 1\n[[aim]]\nid = "an',
     "aims.toml: goals: diesen Schlüssel gibt es nicht", "möglich sind aim"),
    ("a missing key", "landmarks.toml", 'confidence = "high"\n', "",
     "landmarks.toml: landmark[0].confidence: fehlt", "Tragen Sie „confidence“ ein."),
    ("an empty text", "topics.toml", 'name = "Betreuung von Kindern"', 'name = "  "',
     "topics.toml: topic[0].name: ist leer", "Tragen Sie den Text ein."),
    ("a number for a text", "districts.toml", 'number = "01"', "number = 1",
     "districts.toml: borough[0].number: muss ein Text sein, ist aber eine Zahl", "Anführungszeichen"),
    ("a number of three digits", "districts.toml", 'number = "01"', 'number = "001"',
     "districts.toml: borough[0].number: „001“ hat nicht genau 2 Ziffern", "„01“"),
    ("a text for a list", "conference.toml",
     'kinds = ["Wunsch", "Idee", "Kritik", "Anregung"]', 'kinds = "Wunsch"',
     "conference.toml: kinds: muss eine Liste von Texten sein", 'kinds = ["…", "…"]'),
    ("an empty list", "conference.toml",
     'kinds = ["Wunsch", "Idee", "Kritik", "Anregung"]', "kinds = []",
     "conference.toml: kinds: ist leer", "mindestens einen Eintrag"),
    ("a list with one entry twice", "conference.toml", '"Idee", "Kritik"', '"Idee", "Wunsch"',
     "conference.toml: kinds[2]: „Wunsch“ steht zweimal", "Löschen Sie einen"),
    ("a kind with a bar", "conference.toml", '"Idee"', '"Idee|Plan"',
     "conference.toml: kinds[1]: „Idee|Plan“ enthält „|“", "darf keines von"),
    ("a year of another age", "conference.toml", "begin = 2026", "begin = 0026",
     "conference.toml: begin: das Jahr 26 ist nicht möglich", "vier Ziffern"),
    ("a text for a year", "blocks.toml", "year = 2012", 'year = "2012"',
     "blocks.toml: local_conference[0].year: muss eine Zahl sein, ist aber ein Text", "year = 2012"),
    ("a text for yes or no", "landmarks.toml", "many_districts = true", 'many_districts = "ja"',
     "].many_districts: muss true oder false sein, ist aber ein Text", "many_districts = true"),
    ("a word that is no choice", "bodies.toml", 'step = "local"', 'step = "vor Ort"',
     "bodies.toml: body[0].step: „vor Ort“ ist nicht möglich", "„local“, „department“, „external“"),
    ("a table in single brackets", "aims.toml", '[[aim]]\nid = "angebote"', '[aim]\nid = "angebote"',
     "aims.toml: ist kein gültiges TOML, Zeile", "Berichtigen Sie Zeile"),
    ("an id with capitals", "bodies.toml", 'id = "fb-40"', 'id = "FB 40"',
     "].id: „FB 40“ ist kein Kürzel", "a–z, 0–9"),
    ("a postcode that is none", "districts.toml", '"30159"', '"3015"',
     "districts.toml: district[0].postcodes[0]: „3015“ ist keine Postleitzahl", "fünf Ziffern"),
    ("a landmark in no known district", "landmarks.toml", '["Linden-Nord"]', '["Lindennord"]',
     "].districts[0]: „Lindennord“ ist nicht als Stadtteil eingetragen", "Meinten Sie „Linden-Nord“?"),
    ("a landmark in no district", "landmarks.toml", 'districts = ["Linden-Nord"]', "districts = []",
     "].districts: ist leer", "many_districts = true"),
    ("a district in no known borough", "districts.toml", 'borough = "13"', 'borough = "31"',
     "].borough: „31“ ist nicht als Stadtbezirk eingetragen", "Möglich sind z. B. 01, 02, 03."),
    ("a group of no known district", "districts.toml",
     '["Linden-Nord", "Linden-Mitte"', '["Linden Nord", "Linden-Mitte"',
     "districts.toml: group[0].districts[0]: „Linden Nord“ ist nicht", "Meinten Sie „Linden-Nord“?"),
    ("a body in no known borough", "bodies.toml", 'borough = "07"', 'borough = "77"',
     "bodies.toml: body[6].borough: „77“ ist nicht als Stadtbezirk eingetragen",
     "Möglich sind z. B. 01, 02, 03."),
    ("a body in no known district", "bodies.toml", 'district = "List"', 'district = "Liste"',
     "].district: „Liste“ ist nicht als Stadtteil", "Meinten Sie „List“?"),
    ("a body under no known body", "bodies.toml", 'parent = "fb-51"', 'parent = "fb51"',
     "].parent: „fb51“ ist nicht als Stelle", "Meinten Sie „fb-51“?"),
    ("a body above itself", "bodies.toml", 'parent = "fb-51"', 'parent = "lhh-familienmanagement"',
     "].parent: „lhh-familienmanagement“ steht über sich selbst", "obersten Stelle"),
    ("a council without borough", "bodies.toml", 'borough = "01"\n', "",
     "bodies.toml: body[0].borough: fehlt bei level = „borough“", "Nummer des Stadtbezirks"),
    ("a facility without district", "bodies.toml", 'district = "List"\n', "",
     "].district: fehlt bei level = „facility“", "Stadtteil ein"),
    ("a department with a level", "bodies.toml",
     'step = "department"', 'step = "department"\nlevel = "borough"',
     "].level: „borough“ passt nicht zu step = „department“", "Setzen Sie level"),
    ("one id for two bodies", "bodies.toml", 'id = "sbr-02"', 'id = "sbr-01"',
     "bodies.toml: body[1].id: „sbr-01“ ist schon in body[0].id vergeben", "anderen Namen"),
    ("one page for two bodies", "bodies.toml",
     'page = "Stadtbezirksrat Nord"', 'page = "Stadtbezirksrat Mitte"',
     "bodies.toml: body[12].page: „Stadtbezirksrat Mitte“ ist schon in body[0].page", "anderen Namen"),
    ("one page in two spellings", "bodies.toml",
     'page = "Stadtbezirksrat Nord"', 'page = "stadtbezirksrat_Mitte"',
     "bodies.toml: body[12].page: „stadtbezirksrat_Mitte“ ist dieselbe Seite wie „Stadtbezirksrat Mitte“",
     "anderen Namen"),
    ("one number for two districts", "districts.toml", 'number = "53"', 'number = "01"',
     "].number: „01“ ist schon in district[0].number vergeben", "anderen Namen"),
    ("one name for two landmarks", "landmarks.toml", 'name = "Canarisweg"', 'name = "Fiedelerplatz"',
     "„Fiedelerplatz“ ist schon in landmark[", "anderen Namen"),
    ("one name twice in the lists", "landmarks.toml", '"Karmarschstraße"', '"Fiedelerplatz"',
     "landmarks.toml: places[0].names[0]: „Fiedelerplatz“ ist schon in landmark[", "anderen Namen"),
    ("a list in no district", "landmarks.toml", '[[places]]\ndistricts = ["Mitte"]', '[[places]]\ndistricts = ["Mite"]',
     "landmarks.toml: places[0].districts[0]: „Mite“ ist nicht als Stadtteil eingetragen", "Meinten Sie „Mitte“?"),
    ("a word for two districts", "districts.toml", '"Liststadt"', '"Innenstadt"',
     "„Innenstadt“ steht schon bei districts.toml: district[0].aliases[2] für Mitte", "[[group]]"),
    ("a neighbour that is a district", "districts.toml", '"Langenhagen"', '"Ahlem"',
     "districts.toml: neighbours[0]: „Ahlem“ steht schon bei", "Löschen Sie eines"),
    ("a page with a slash", "topics.toml", 'page = "Sonstiges"', 'page = "Dies/Das"',
     "topics.toml: topic[9].page: „Dies/Das“ enthält „/“", "darf keines von / # < > [ ] | { }"),
    ("a district with a comma", "districts.toml", 'page = "Ahlem"', 'page = "Ahlem, West"',
     "].page: „Ahlem, West“ enthält ein Komma", "ohne Komma"),
    ("a name on two lines", "topics.toml", 'name = "Sonstiges"', 'name = "Sonst\\niges"',
     "topics.toml: topic[9].name: enthält einen Zeilenumbruch", "in eine Zeile"),
    ("a window that ends before it begins", "conference.toml", "end = 2026-11-30", "end = 2026-10-30",
     "conference.toml: end: das Ende 30.10.2026 00:00 liegt nicht nach dem Beginn 02.11.2026 00:00",
     "späteren"),
    ("a window of no length", "conference.toml", "end = 2026-11-30", "end = 2026-11-02",
     "conference.toml: end: das Ende 02.11.2026 00:00 liegt nicht nach", "späteren"),
    ("an unknown time zone", "conference.toml", "Europe/Berlin", "Europe/Hannover",
     "conference.toml: timezone: die Zeitzone „Europe/Hannover“ gibt es nicht", "Sie"),
    ("a misspelt time zone", "conference.toml", "Europe/Berlin", "Europa/Berlin",
     "conference.toml: timezone: die Zeitzone „Europa/Berlin“ gibt es nicht", "Meinten Sie „Europe/Berlin“?"),
    ("a moment in quotes", "conference.toml", "begin = 2026-11-02 00:00:00", 'begin = "2. November"',
     "conference.toml: begin: muss ein Zeitpunkt sein, ist aber ein Text", "ohne Anführungszeichen"),
    ("a day without a time", "conference.toml", "begin = 2026-11-02 00:00:00", "begin = 2026-11-02",
     "conference.toml: begin: muss ein Zeitpunkt sein, ist aber ein Tag ohne Uhrzeit",
     "begin = 2026-11-02 00:00:00"),
    ("a time that the clock skips", "conference.toml", "begin = 2026-11-02 00", "begin = 2026-03-29 02",
     "conference.toml: begin: 2026-03-29 02:00:00 gibt es in Europe/Berlin nicht", "davor oder danach"),
    ("a time that the clock shows twice", "conference.toml", "begin = 2026-11-02 00", "begin = 2026-10-25 02",
     "conference.toml: begin: 2026-10-25 02:00:00 gibt es in Europe/Berlin zweimal", "+02:00"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Hannover's folder."""
    for name in FILES:
        shutil.copy(PACKAGED / name, tmp_path)
    return tmp_path


def refused(folder: Path) -> ConfigError:
    """The error of the folder, after the facts that hold for every error."""
    with pytest.raises(ConfigError) as caught:
        load(folder)
    error = caught.value
    assert str(error) == str(error.problems[0])
    assert all("\n" not in str(problem) and problem.remedy for problem in error.problems)
    return error


@pytest.mark.parametrize(
    ("file", "was", "now", "message", "remedy"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_one_line_with_file_key_and_remedy(
    folder: Path, file: str, was: str, now: str, message: str, remedy: str
) -> None:
    """Each thing that can be wrong is named by file and key, with the remedy at the end of the line."""
    text = (folder / file).read_text(encoding="utf-8")
    assert was in text
    (folder / file).write_text(text.replace(was, now, 1), encoding="utf-8")
    line = str(refused(folder))
    assert line.startswith(f"{file}: ")
    assert message in line
    assert remedy in line.split(message)[1]


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file(folder: Path, file: str) -> None:
    """A missing file is named, and where to put it; nothing that only follows from it is said."""
    (folder / file).unlink()
    error = refused(folder)
    assert str(error) == f"{file}: die Datei fehlt. Legen Sie sie in {folder} an."
    assert len(error.problems) == 1


def test_a_file_under_a_wrong_name(folder: Path) -> None:
    """A file that nearly has the name is offered."""
    (folder / "bodies.toml").rename(folder / "body.toml")
    assert (
        str(refused(folder))
        == "bodies.toml: die Datei fehlt. Heißt sie „body.toml“? Dann benennen Sie sie um."
    )


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    """A file that the system does not hand out is named with the system's reason."""
    (folder / "aims.toml").unlink()
    (folder / "aims.toml").mkdir()
    assert "aims.toml: lässt sich nicht lesen (Is a directory). Prüfen Sie" in str(refused(folder))


def test_a_file_in_another_encoding(folder: Path) -> None:
    """A file in Latin-1 is refused with the line of the first umlaut."""
    (folder / "aims.toml").write_bytes("# eins\n# zwei\n# Städte\n".encode("latin-1"))
    assert str(refused(folder)).startswith(
        "aims.toml: ist in Zeile 3 nicht in UTF-8 geschrieben. Speichern Sie"
    )


def test_a_byte_order_mark_is_no_problem(folder: Path) -> None:
    """Editors on Windows put a byte order mark in front of a file; it is read all the same."""
    path = folder / "aims.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(load(folder).aims) == 5


def test_broken_toml_with_its_line(folder: Path) -> None:
    """Broken TOML is refused with line and column."""
    (folder / "topics.toml").write_text('[[topic]]\nid = "spielen"\nname = Spielplätze\n', encoding="utf-8")
    assert str(refused(folder)).startswith(
        "topics.toml: ist kein gültiges TOML, Zeile 3, Spalte 8: Invalid value."
    )


def test_toml_that_ends_too_early(folder: Path) -> None:
    """A list that is never closed is refused at the end of the file."""
    (folder / "topics.toml").write_text('[[topic]]\nkeywords = ["Rutsche",', encoding="utf-8")
    assert "topics.toml: ist kein gültiges TOML, am Ende der Datei" in str(refused(folder))


def test_single_brackets(folder: Path) -> None:
    """[aim] in single brackets is no list of aims, and the remedy says so."""
    (folder / "aims.toml").write_text('[aim]\nid = "ehrenamt"\n', encoding="utf-8")
    line = str(refused(folder))
    assert line.startswith("aims.toml: aim: muss eine Folge von Tabellen sein")
    assert "[[aim]] in doppelten Klammern" in line


def test_topics_that_are_texts(folder: Path) -> None:
    """A list of texts is no list of topics."""
    (folder / "topics.toml").write_text('topic = ["Verkehr", "Spielen"]\n', encoding="utf-8")
    assert str(refused(folder)).startswith("topics.toml: topic: muss eine Folge von Tabellen sein")


def test_no_topics(folder: Path) -> None:
    """A conference without topics is refused."""
    (folder / "topics.toml").write_text("# noch nichts\n", encoding="utf-8")
    assert str(refused(folder)).startswith("topics.toml: topic: fehlt")


def test_no_such_folder(tmp_path: Path) -> None:
    """A folder that is not there is refused with the names of the files it should hold."""
    line = str(refused(tmp_path / "nirgends"))
    assert "nirgends ist nicht da" in line and "bodies.toml" in line


def test_a_borough_without_districts(folder: Path) -> None:
    """A Stadtbezirk that no Stadtteil names is refused."""
    with (folder / "districts.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[borough]]\nnumber = "14"\nname = "Leer"\npage = "Leer"\n')
    line = str(refused(folder))
    assert line.startswith("districts.toml: borough[13].number: zum Stadtbezirk „Leer“ gehört kein Stadtteil")


def test_all_problems_at_once(folder: Path) -> None:
    """Everything that is wrong is told in one go, in the order of the files."""
    for file, was, now in (
        ("bodies.toml", 'parent = "fb-51"', 'parent = "fb51"'),
        ("bodies.toml", 'step = "local"', 'step = "vor Ort"'),
        ("conference.toml", "Europe/Berlin", "Europa/Berlin"),
        ("topics.toml", 'page = "Sonstiges"', 'page = "Dies|Das"'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(was, now, 1), encoding="utf-8")
    found = [(problem.file, problem.key.split(".")[-1]) for problem in refused(folder).problems]
    assert found == [
        ("conference.toml", "timezone"),
        ("topics.toml", "page"),
        ("bodies.toml", "step"),
        ("bodies.toml", "parent"),
    ]


def test_a_broken_file_does_not_hide_the_others(folder: Path) -> None:
    """While one file cannot be read, what is wrong inside the others is still told."""
    (folder / "districts.toml").write_text("[[district", encoding="utf-8")
    text = (folder / "aims.toml").read_text(encoding="utf-8")
    (folder / "aims.toml").write_text(text.replace('id = "ehrenamt"', 'id = "Ehren Amt"'), encoding="utf-8")
    assert [problem.file for problem in refused(folder).problems] == ["districts.toml", "aims.toml"]


def test_an_offset_decides_the_doubled_hour(folder: Path) -> None:
    """With the offset written out, a time in the doubled hour of autumn is clear."""
    path = folder / "conference.toml"
    text = path.read_text(encoding="utf-8").replace(
        "begin = 2026-11-02 00:00:00", "begin = 2026-10-25 02:00:00+01:00"
    )
    path.write_text(text, encoding="utf-8")
    begin = load(folder).begin
    assert (begin.isoformat(), begin.fold) == ("2026-10-25T02:00:00+01:00", 1)


def test_other_files_are_left_alone(folder: Path) -> None:
    """A folder may hold more than these files."""
    (folder / "notizen.toml").write_text("kaputt", encoding="utf-8")
    assert load(folder).key == "hannover"
