"""Everyday German words of families that mean the same thing, for finding who said the same.

A list to read and to correct, nothing learnt. Words stand in any form; `concept` compares stems. Words with two
meanings are left out where the wrong one is common ("Bank" stays: on a square it is for sitting).
"""

from __future__ import annotations

from familienkonferenz.bots.german.words import stem

_GROUPS = """
Zebrastreifen Fußgängerüberweg Fußgängerübergang Überweg Übergang Querungshilfe
Ampel Lichtsignalanlage Fußgängerampel Ampelanlage
Radweg Fahrradweg Radwege Radfahrstreifen Radstreifen Fahrradstreifen
Gehweg Bürgersteig Fußweg Gehsteig Trottoir
Fahrbahn Straße
Fahrrad Rad Rädern Drahtesel
Lastenrad Lastenfahrrad Cargobike
Auto Autos PKW Wagen Fahrzeug
Falschparker Falschparken zugeparkt zuparken Parksünder Wildparker
Raser rasen Raserei brettern
Bus Omnibus Linienbus
Stadtbahn Straßenbahn Tram Bahn Üstra
Haltestelle Station Bushaltestelle
Wartehäuschen Unterstand Wetterschutz Bushäuschen Regenschutz
Aufzug Fahrstuhl Lift
Mülleimer Abfalleimer Papierkorb Papierkörbe Mülltonne Abfallkorb Abfallbehälter Müllbehälter
Müll Abfall Unrat Dreck
Laterne Straßenlampe Straßenlaterne Lampe Beleuchtung Straßenbeleuchtung Licht
dunkel finster stockdunkel stockfinster Dunkelheit unbeleuchtet
Bank Bänke Sitzbank Sitzbänke Sitzgelegenheit Sitzgelegenheiten Sitzplatz
Lehne Rückenlehne
Toilette WC Klo Toiletten Klos Toilettenhäuschen
Wickeltisch Wickelmöglichkeit Wickelraum Wickelplatz
Spielplatz Spielfläche Kinderspielplatz Spielplätze
Spielgerät Spielgeräte Spielsachen
Rutsche Rutschbahn
Klettergerüst Kletterturm Klettergestell
Sandkasten Sandkiste Buddelkasten Sandspielfläche
Bolzplatz Fußballplatz Kickplatz
Schatten schattig Schattenspender Sonnensegel Sonnenschutz Segel
Kita Kindergarten Kindertagesstätte Kiga Kindertageseinrichtung Tagesstätte Kitaplatz Kindergartenplatz
Krippe Kinderkrippe Krippenplatz
Hort Hortplatz Nachmittagsbetreuung Ganztag Ganztagsbetreuung Hortplätze
Betreuung Kinderbetreuung betreuen betreut aufpassen aufgepasst
Warteliste Wartelisten Warteschlange
Schule Grundschule Gesamtschule
Lehrer Lehrerin Lehrkraft Lehrkräfte
Jugendtreff Jugendzentrum Jugendhaus Jugendraum Jugendclub
Treff Treffpunkt Begegnungsort
Jugendliche Jugendlichen Teenager Teenies Heranwachsende
Kinder Kind Kids Kleinen Kleine Jüngsten Nachwuchs
Sohn Junge Bub
Tochter Mädchen
Eltern Elternteil
Mutter Mama Mutti Mütter
Vater Papa Vati Väter
Großeltern Oma Opa Großmutter Großvater Omas Opas
Senioren Rentner Ältere
Bücherei Bibliothek Stadtteilbibliothek Stadtbibliothek Stadtbücherei Stadtteilbücherei
Schwimmbad Hallenbad Freibad Bad Bäder
Schwimmkurs Schwimmunterricht Seepferdchen
Turnhalle Sporthalle
Sport Training Sportverein trainieren
Trinkbrunnen Wasserspender Trinkwasserbrunnen Trinkwasser
Sprachkurs Deutschkurs Deutschunterricht Sprachkurse Deutschkurse
Café Familiencafé Elterncafé
Hundekot Hundehaufen Hundedreck Hundescheiße
Beutelspender Tütenspender Tüten Beutel Hundebeutel
eingezäunt Zaun umzäunt Einzäunung
Wiese Rasen Grünfläche Grünanlage
Blitzer Blitzgerät Radarfalle Radarkontrolle Starenkasten
Lärm Krach laut Lärmbelästigung Ruhestörung
Arzt Ärztin Kinderarzt Kinderärztin Praxis
Wohnung Wohnungen Mietwohnung Wohnraum
Miete Mieten Mietpreis
billig günstig preiswert bezahlbar
gratis kostenlos umsonst kostenfrei
Ticket Fahrkarte Fahrschein
kaputt defekt beschädigt zerstört
reparieren repariert Reparatur instandsetzen instand heil
erneuern erneuert sanieren saniert Sanierung Erneuerung
abgebaut abmontiert entfernt weggenommen
ersetzt Ersatz ersetzen
gesperrt abgesperrt Sperrung
kontrollieren kontrolliert Kontrolle Kontrollen
gefährlich lebensgefährlich Gefahr riskant riskieren riskiert Risiko
sauber reinigen geputzt putzen gereinigt
leeren geleert Leerung
Kinderwagen Buggy Zwillingswagen
Samstag Sonnabend samstags
Sonntag sonntags
abends Abend
nachts Nacht
morgens Morgen
arbeiten Arbeit Beruf Job berufstätig Berufstätige
einsam allein Einsamkeit alleine
Supermarkt Laden Einkaufsladen
Parkplatz Stellplatz Parkplätze
Brunnen Springbrunnen
Flohmarkt Trödelmarkt Kinderflohmarkt Basar Kleiderbasar
Kleidung Kinderkleidung Anziehsachen Kleider Klamotten Kindersachen
Pfützen Pfütze überschwemmt Überschwemmung
befestigen befestigt gepflastert pflastern asphaltieren asphaltiert
undicht tropft Leck
Rollstuhl Rollstühle Rolli Rollis Rollstuhlfahrer
Wasserspielplatz Matschplatz Planschbecken Wasserspiel
Grünphase Grün
Öffnungszeiten Öffnungszeit Öffnung
heiß Hitze
Baum Bäume
uneben holprig aufgebrochen Schlaglöcher Schlagloch
Asphalt Belag Fahrbahnbelag
barrierefrei rollstuhlgerecht behindertengerecht
voll randvoll überfüllt überquellen quellen
schlafen Schlaf
Spielstraße verkehrsberuhigt
heim heimwärts Hause nachhause
"""


def _read() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _GROUPS.split("\n"):
        stems = [stem(word) for word in line.split() if "-" not in word]
        for each in stems:
            found.setdefault(each, stems[0])
    return found


_CONCEPTS = _read()


def concept(stemmed: str) -> str:
    """The stem that stands for all words of the same meaning; the word's own if there is none.

    >>> concept(stem("Bürgersteige")) == concept(stem("Gehweg"))
    True
    """
    return _CONCEPTS.get(stemmed, stemmed)


def has_synonyms(stemmed: str) -> bool:
    """Whether the word stands in the list, so that it is no name."""
    return stemmed in _CONCEPTS
