"""What the demo's Fortschreibung does to the adopted strategy. All of it is an example."""

FOREWORD = """
Die Strategie wird fortgeschrieben. Das ist der Entwurf, zu dem wir Ihre Meinung hören wollen: zu jedem \
Abschnitt einzeln, als Anmerkung, als Frage oder mit einem eigenen Vorschlag für den Wortlaut.

Der Text ist ein Beispiel. Neu sind zwei Abschnitte, einer fällt weg, und vieles ist nach den ersten Jahren \
der Umsetzung genauer geworden.
"""

# Title as adopted: text from now on.
REWRITTEN = {
    "Der Landkreis und seine zehn Gemeinden": (
        "Mayen-Koblenz ist ein Landkreis der Wege: zwischen Eifel und Rhein, zwischen Dorf und Stadt. "
        "219.001 Menschen leben hier (Ende 2023). Drei Städte und sieben Verbandsgemeinden gehören dazu, "
        "mit 87 Ortsgemeinden auf 817 Quadratkilometern.\n\nWas in Andernach gut funktioniert, passt nicht "
        "von selbst in die Vordereifel. Lösungen müssen deshalb klein anfangen können und auch dort tragen, "
        "wo wenige Menschen wohnen."
    ),
    "Arbeit": (
        "Viele Menschen pendeln jeden Tag nach Koblenz oder in das Rhein-Main-Gebiet. In RegioHubs finden "
        "sie einen Arbeitsplatz in der Nähe: mit schnellem Netz, Besprechungsraum und Nachbarn zum Reden.\n\n"
        "Die Hubs entstehen dort, wo Räume leer stehen. Sie sind für Angestellte, Selbstständige und Gründer "
        "offen, und an zwei Tagen in der Woche mit Kinderbetreuung."
    ),
    "Medizin": (
        "Die nächste Praxis ist für viele Menschen weit weg. Herz.Gesund hat gezeigt, wie Vorsorge zu den "
        "Menschen kommt: mit Messungen zu Hause und einer Praxis, die die Werte sieht. Jetzt sollen alle "
        "Hausarztpraxen mitmachen können.\n\nDas Gespräch mit der Ärztin ersetzt das nicht. Technik soll "
        "Zeit dafür schaffen. Wer kein Messgerät bedienen kann oder will, wird angerufen."
    ),
    "Mobilität": (
        "Fahrpläne, Rufbusse, Carsharing und Leihräder stehen in einer Auskunft. Wer einen Weg plant, sieht "
        "alle Möglichkeiten mit Preis und Dauer, auch am Telefon.\n\nRufbusse fahren täglich bis 23 Uhr und "
        "lassen sich noch 30 Minuten vorher bestellen."
    ),
    "Mitfahren": (
        "Aus dem Ideenwettbewerb stammt die digitale Mitfahrerbank: Wer sich setzt, wählt sein Ziel; wer "
        "vorbeikommt, sieht es auf dem Schild.\n\nDie ersten Bänke haben sich bewährt. Jede Gemeinde bekommt "
        "mindestens eine; über den Ort entscheidet der Gemeinderat."
    ),
    "Infrastruktur": (
        "Ein LoRaWAN-Netz überträgt Messwerte über viele Kilometer und braucht wenig Strom. Der Landkreis "
        "baut es mit den Gemeinden aus, bis es jeden Ort erreicht, und öffnet es für Schulen, Vereine und "
        "Feuerwehren.\n\nEine Datenplattform führt zusammen, was die Gemeinden messen. Persönliche Daten "
        "gehören nicht hinein. Alle anderen Daten sind offen."
    ),
    "Amt-O-Mat": (
        "Der Amt-O-Mat gibt Dokumente rund um die Uhr aus: Ausweise, Pässe, Bescheide. Bis 2030 steht in "
        "jeder der zehn Gemeinden einer, ohne Stufen erreichbar und mit Sprachausgabe."
    ),
    "Digitale Agenda": (
        "Die Digitale Agenda führt alle Maßnahmen auf: mit Steckbrief, Kosten, Zeitplan und der Person, die "
        "Auskunft gibt. Sie wird jedes Jahr ergänzt und steht auf dieser Seite. Der Blick reicht jetzt sieben "
        "Jahre voraus."
    ),
}

# Title as adopted: title from now on.
RENAMED = {"Freizeit": "Freizeit und Ehrenamt", "Wie wir es umsetzen": "Umsetzung und Kontrolle"}

REMOVED = ["Gedruckte Technikbroschüre"]

# Title: the chapter that it stands in from now on.
MOVED = {
    "Was analog bleibt": "Wo wir stehen",
    "LandRäume als Treffpunkte": "Leben und Lernen",
}

# Chapter, title, text.
NEW = [
    (
        "Umwelt, Netze und Wirtschaft",
        "Kühle Orte bei Hitze",
        "Sensoren zeigen, welche Plätze sich im Sommer am stärksten aufheizen. Dort entstehen zuerst Schatten, "
        "Trinkbrunnen und Grün.\n\nEine Karte der kühlen Orte hängt in jedem Rathaus und steht im Netz.",
    ),
    (
        "Eine Verwaltung, die es einfach macht",
        "Künstliche Intelligenz mit Augenmaß",
        "Programme, die Texte verstehen, helfen der Verwaltung beim Suchen, Übersetzen und Zusammenfassen. Über "
        "Anträge entscheiden immer Menschen.\n\n- Jeder Einsatz steht in einem öffentlichen Verzeichnis.\n"
        "- Persönliche Daten verlassen die Verwaltung nicht.\n"
        "- Wer das nicht möchte, wird ohne diese Hilfe bedient.",
    ),
]

# Chapters whose easy texts somebody has read against the changed text; the one on mobility waits.
EASY_TEXT_FITS = ["Leben und Lernen", "Eine Verwaltung, die es einfach macht"]
EASY_TEXT_NEW = {
    "Wo wir stehen": (
        "Hier steht: So ist es heute im Landkreis.\n\nIm Landkreis gibt es 10 Gemeinden. Hier leben etwa "
        "219.000 Menschen. Viele haben bei dieser Strategie mitgemacht. Eine Strategie ist ein Plan für viele "
        "Jahre.\n\nWichtig ist: Alles gibt es auch ohne Internet."
    ),
}
