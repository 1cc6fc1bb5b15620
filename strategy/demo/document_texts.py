"""The demo's strategy as it was adopted. Zielbilder, Handlungsfelder, figures, dates and names of measures
are facts; the wording is an example. Paragraphs are parted by empty lines, points begin with "- "."""

FOREWORD = """
Der Text dieser Fassung ist ein Beispiel. Zielbilder, Handlungsfelder, Zahlen und Daten stimmen; was dazu \
geschrieben steht, zeigt, wie eine Strategie auf dieser Seite aussieht.

Die Strategie ist mit vielen Menschen entstanden: beim Auftaktforum, im Mitmachlabor, in zwei \
Zukunftsdialogen, in den Kommunaldialogen und beim 1. Zukunftsforum in der Sayner Hütte.
"""

# Chapter: title, text, text in easy language; then its sections: title, text.
CHAPTERS: list[tuple[tuple[str, str, str], list[tuple[str, str]]]] = [
    (
        (
            "Wo wir stehen",
            "Digitalisierung ist kein Selbstzweck. Am Anfang steht deshalb, wer hier lebt, was gut läuft "
            "und wo es hakt.",
            "Hier steht: So ist es heute im Landkreis.\n\nIm Landkreis gibt es 10 Gemeinden. Viele "
            "Menschen haben bei dieser Strategie mitgemacht. Eine Strategie ist ein Plan für viele Jahre.",
        ),
        [
            (
                "Der Landkreis und seine zehn Gemeinden",
                "Mayen-Koblenz ist ein Landkreis der Wege: zwischen Eifel und Rhein, zwischen Dorf und "
                "Stadt. Drei Städte und sieben Verbandsgemeinden gehören dazu, mit 87 Ortsgemeinden auf "
                "817 Quadratkilometern.\n\nWas in Andernach gut funktioniert, passt nicht von selbst in "
                "die Vordereifel. Lösungen müssen deshalb klein anfangen können und auch dort tragen, wo "
                "wenige Menschen wohnen.",
            ),
            (
                "Was wir unter „smart“ verstehen",
                "Smart ist, was den Alltag leichter macht. Wir fragen bei jedem Vorhaben:\n\n"
                "- Hilft es den Menschen, die hier leben und arbeiten?\n"
                "- Können es auch die nutzen, die kein Smartphone haben?\n"
                "- Bleiben die Daten in öffentlicher Hand?\n"
                "- Lässt es sich auf andere Gemeinden übertragen?\n\n"
                "Wer eine dieser Fragen mit Nein beantwortet, muss das begründen.",
            ),
            (
                "Wie diese Strategie entstanden ist",
                "Seit September 2020 ist der Landkreis eines der Modellprojekte Smart Cities. Zum "
                "Auftaktforum am 23. September 2021 schalteten sich rund 150 Menschen zu. Rund 70 Ideen "
                "kamen im Mitmachlabor zusammen, über 600 Antworten im 1. Zukunftsdialog.\n\nBeim "
                "1. Zukunftsforum am 13. September 2022 haben rund 200 Menschen den Entwurf beraten und "
                "26 Lösungen gewichtet. Daraus sind 13 integrierte Lösungen geworden.",
            ),
        ],
    ),
    (
        (
            "Drei Zielbilder",
            "Ein Zielbild beschreibt, wie der Landkreis werden soll. An ihm messen wir, ob eine Maßnahme "
            "die richtige ist.",
            "",
        ),
        [
            (
                "MYK verändert sich",
                "Verwaltung, Betriebe und Vereine lernen, mit digitalen Werkzeugen zu arbeiten. Niemand muss "
                "das allein schaffen: Es gibt Orte, an denen man ausprobieren darf, und Menschen, die "
                "zeigen, wie es geht.\n\nDie Kreisverwaltung geht voran. Wer einen Antrag stellt, sagt "
                "seine Daten nur einmal.",
            ),
            (
                "In MYK gut von A nach B kommen",
                "Wer im Landkreis unterwegs ist, kommt ohne eigenes Auto ans Ziel, auch abends und auch "
                "zwischen den Dörfern. Busse, Bahnen, Rufbusse, Fahrräder und Mitfahrten sind ein "
                "gemeinsames Angebot mit einer Auskunft.\n\nWege, die niemand fahren muss, sind die besten: "
                "Arbeiten in der Nähe und Sprechstunden per Video sparen Zeit.",
            ),
            (
                "MYK vernetzt Menschen",
                "Digitale Angebote bringen Menschen zusammen, statt sie vor Bildschirmen zu vereinzeln. "
                "Nachbarschaft, Ehrenamt und Kultur werden sichtbar, über die Grenzen der Gemeinden hinweg.\n\n"
                "Wer nicht online ist, wird nicht abgehängt.",
            ),
        ],
    ),
    (
        (
            "Leben und Lernen",
            "Dieses Kapitel fasst die Handlungsfelder Arbeit, Bildung, Freizeit und Gemeinschaft zusammen.",
            "Hier geht es um Arbeit, Lernen und freie Zeit.\n\n- Man soll in der Nähe arbeiten können.\n"
            "- Alle sollen lernen können, wie Computer funktionieren.\n- Vereine sollen es leichter haben.",
        ),
        [
            (
                "Arbeit",
                "Viele Menschen pendeln jeden Tag nach Koblenz oder in das Rhein-Main-Gebiet. In "
                "RegioHubs finden sie einen Arbeitsplatz in der Nähe: mit schnellem Netz, Besprechungsraum "
                "und Nachbarn zum Reden.\n\nDie Hubs entstehen dort, wo Räume leer stehen. Sie sind für "
                "Angestellte, Selbstständige und Gründer offen.",
            ),
            (
                "Bildung",
                "Kinder lernen, wie digitale Technik funktioniert, bevor sie sie täglich nutzen. Die "
                "Geysir-Lernplattform und ein MakerSpace machen Technik zum Anfassen.\n\nErwachsene finden "
                "Angebote in ihrer Nähe: für den ersten Umgang mit dem Smartphone ebenso wie für den Beruf.",
            ),
            (
                "Freizeit",
                "Der Landkreis ist voller Wege, Burgen und Geschichten. Der digitale Wanderweg Sayn zeigt, "
                "wie man sie erzählt: am Ort, mit dem eigenen Gerät, ohne Anmeldung.\n\nVeranstaltungen "
                "aus allen Gemeinden stehen in einem gemeinsamen Kalender.",
            ),
            (
                "Gemeinschaft",
                "Das Ehrenamt trägt die Dörfer. Vereine bekommen Werkzeuge für Mitglieder, Räume und "
                "Termine, die sie nicht selbst pflegen müssen.\n\nJugendliche planen mit: YouthConnect "
                "verbindet Jugendräume und gibt ihnen eine Stimme.",
            ),
        ],
    ),
    (
        (
            "Gesund und gut versorgt",
            "Dieses Kapitel fasst die Handlungsfelder Medizin und Versorgung zusammen.",
            "",
        ),
        [
            (
                "Medizin",
                "Die nächste Praxis ist für viele Menschen weit weg. Herz.Gesund zeigt, wie Vorsorge zu den "
                "Menschen kommt: mit Messungen zu Hause und einer Praxis, die die Werte sieht.\n\nDas "
                "Gespräch mit der Ärztin ersetzt das nicht. Technik soll Zeit dafür schaffen.",
            ),
            (
                "Versorgung",
                "Wo der letzte Laden geschlossen hat, helfen gemeinsame Bestellungen, Abholstellen und "
                "Automaten mit regionalen Waren.\n\nWer nicht online bestellt, kann anrufen.",
            ),
            (
                "LandRäume als Treffpunkte",
                "LandRäume sind Orte im Dorf, an denen mehr als eines geht: einkaufen, jemanden treffen, "
                "an der Video-Sprechstunde teilnehmen, ein Paket abholen.\n\nZuerst entstehen sie dort, wo "
                "eine Gemeinde und ein Verein gemeinsam Verantwortung übernehmen.",
            ),
        ],
    ),
    (
        (
            "Unterwegs in MYK",
            "Dieses Kapitel gehört zum Handlungsfeld Mobilität.",
            "Hier geht es um Bus, Bahn und Mitfahren.\n\nMan soll auch ohne Auto gut fahren können. Es gibt "
            "Bänke zum Mitfahren. Wer auf der Bank sitzt, will mitfahren.",
        ),
        [
            (
                "Mobilität",
                "Fahrpläne, Rufbusse, Carsharing und Leihräder stehen in einer Auskunft. Wer einen Weg "
                "plant, sieht alle Möglichkeiten mit Preis und Dauer.\n\nRufbusse fahren auch am Wochenende "
                "bis 22 Uhr.",
            ),
            (
                "Mitfahren",
                "Aus dem Ideenwettbewerb stammt die digitale Mitfahrerbank: Wer sich setzt, wählt sein "
                "Ziel; wer vorbeikommt, sieht es auf dem Schild.\n\nBegonnen wird in drei Gemeinden. Nach "
                "einem Jahr wird entschieden, wo weitere Bänke stehen.",
            ),
            (
                "Parken in den Ortskernen",
                "Sensoren zeigen, wo ein Platz frei ist. So fahren weniger Autos im Kreis.",
            ),
        ],
    ),
    (
        (
            "Umwelt, Netze und Wirtschaft",
            "Dieses Kapitel fasst die Handlungsfelder Umwelt, Infrastruktur und Wirtschaft zusammen.",
            "",
        ),
        [
            (
                "Umwelt",
                "Messstellen für Pegel, Boden und Luft helfen, Starkregen und Trockenheit früh zu erkennen. "
                "Ihre Werte sind für alle einsehbar.",
            ),
            (
                "Infrastruktur",
                "Ein LoRaWAN-Netz überträgt Messwerte über viele Kilometer und braucht wenig Strom. Der "
                "Landkreis baut es mit den Gemeinden auf und öffnet es für Schulen und Vereine.\n\nEine "
                "Datenplattform führt zusammen, was die Gemeinden messen. Persönliche Daten gehören nicht "
                "hinein.",
            ),
            (
                "Wirtschaft",
                "Handwerk und kleine Betriebe bekommen Beratung, die bei ihren Fragen beginnt: Rechnungen, "
                "Termine, Fachkräfte. Große Betriebe öffnen ihre Lernangebote für andere.",
            ),
            (
                "Gedruckte Technikbroschüre",
                "Eine Broschüre stellt einmal im Jahr alle Messnetze und Versuchsfelder vor.",
            ),
        ],
    ),
    (
        (
            "Eine Verwaltung, die es einfach macht",
            "Die zehn Gemeinden und der Landkreis sind für die Menschen eine Verwaltung.",
            "Hier geht es um das Amt.\n\nViele Anträge kann man am Computer machen. Man kann aber immer auch "
            "auf das Amt gehen. Dort hilft Ihnen ein Mensch.",
        ),
        [
            (
                "Anträge ohne Umwege",
                "Wer umzieht, ein Kind bekommt oder ein Auto anmeldet, findet alle Schritte an einer Stelle. "
                "Formulare sind kurz und in einfacher Sprache.",
            ),
            (
                "Amt-O-Mat",
                "Der Amt-O-Mat gibt Dokumente rund um die Uhr aus: Ausweise, Pässe, Bescheide. Er steht an "
                "Orten, an denen man ohnehin vorbeikommt, und ist ohne Stufen erreichbar.",
            ),
            (
                "Was analog bleibt",
                "Jede Leistung gibt es auch ohne Internet: am Schalter, am Telefon, auf Papier. Das gilt auf "
                "Dauer und kostet nicht mehr.",
            ),
        ],
    ),
    (
        (
            "Wie wir es umsetzen",
            "Eine Strategie ist so gut wie das, was daraus wird.",
            "",
        ),
        [
            (
                "Digitale Agenda",
                "Die Digitale Agenda führt alle Maßnahmen auf: mit Steckbrief, Kosten, Zeitplan und der "
                "Person, die Auskunft gibt. Sie wird jedes Jahr ergänzt. Der Zeitraum reicht bis Ende 2027.",
            ),
            (
                "Wer entscheidet",
                "Kreistag und Kreisausschuss entscheiden. Die Lenkungsgruppe steuert, der Expertenbeirat mit "
                "zwölf Fachleuten berät. Arbeitsgruppen bereiten vor, jede zu einem Handlungsfeld.\n\nVier "
                "Regionallotsinnen halten die Verbindung zu den Gemeinden.",
            ),
            (
                "Offene Software",
                "Was mit öffentlichem Geld programmiert wird, gehört allen. Software aus dem Programm steht "
                "unter einer freien Lizenz im Netz.",
            ),
            (
                "Woran wir uns messen lassen",
                "Zu jedem Ziel gibt es Kennzahlen mit Quelle und Zielwert. Einmal im Jahr legen wir beim "
                "Zukunftsforum offen, was erreicht ist und was nicht.",
            ),
        ],
    ),
]
