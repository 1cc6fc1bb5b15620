"""What the people of the demo say to the strategy. Invented, as the people are.

A text says where it belongs by words of a section's title; a suggestion adds a sentence to the section.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    about: tuple[str, ...]
    kind: str
    text: str
    adds: str = ""
    supporters: int = 0
    decision: str = ""
    answer: str = ""
    change: str = ""


ANSWERED = [
    Text(
        ("Mobil", "Verkehr", "Unterwegs"),
        "suggestion",
        "Meine Mutter hat kein Smartphone. Wenn der Bus nur noch per App kommt, kommt er für sie gar "
        "nicht mehr.",
        adds="Jede Fahrt kann auch am Telefon bestellt werden, zum Ortstarif und ohne App.",
        supporters=6,
        decision="adopted",
        answer="Da haben Sie recht. Die Bestellung am Telefon gehört dazu und steht jetzt im Text.",
        change="Der neue letzte Satz nennt die Bestellung am Telefon.",
    ),
    Text(
        ("Verwaltung", "Bürger", "Service"),
        "suggestion",
        "Ein Termin in drei Wochen hilft nicht, wenn der Ausweis morgen abläuft.",
        adds="Für dringende Fälle halten alle Bürgerbüros täglich eine Stunde ohne Termin frei.",
        supporters=5,
        decision="partly",
        answer="Eine freie Stunde am Tag können nicht alle Bürgerbüros leisten. Zwei feste Zeiten in der "
        "Woche haben alle zehn Gemeinden zugesagt.",
        change="Der Text nennt zwei feste Zeiten je Woche statt einer Stunde am Tag.",
    ),
    Text(
        ("Gesund", "Medizin", "Pflege"),
        "suggestion",
        "Videosprechstunden ersetzen keine Praxis im Ort.",
        adds="Der Landkreis verpflichtet jede Gemeinde, eine Hausarztpraxis vorzuhalten.",
        supporters=3,
        decision="not_adopted",
        answer="Das können wir nicht beschließen: Über Arztsitze entscheidet die Kassenärztliche "
        "Vereinigung. Wir nehmen Ihr Anliegen in die Gespräche mit ihr mit.",
    ),
    Text(
        ("Bildung", "Schule", "Lernen"),
        "question",
        "Gibt es die Kurse auch für Menschen, die noch nie am Computer gesessen haben?",
        supporters=2,
        decision="answered",
        answer="Ja. Die Kurse „Erste Schritte“ beginnen beim Einschalten und sind kostenlos.",
    ),
    Text(
        ("Infrastruktur", "Breitband", "Netz", "Daten"),
        "remark",
        "In unserem Ortsteil gibt es seit Jahren Funklöcher. Ohne Netz nützt die schönste Strategie nichts.",
        supporters=4,
        decision="answered",
        answer="Den Ausbau verfolgen wir mit einer eigenen Maßnahme; der Stand ist öffentlich.",
    ),
]
OPEN = [
    Text(
        ("Mobil", "Verkehr", "Unterwegs"),
        "suggestion",
        "Wer in Schichten arbeitet, ist nachts unterwegs.",
        adds="Freitags und samstags fährt der Bus auf Bestellung bis ein Uhr nachts.",
        supporters=6,
    ),
    Text(
        ("Mobil", "Verkehr", "Unterwegs"),
        "question",
        "Fährt der Bus auf Bestellung auch über die Kreisgrenze nach Koblenz?",
        supporters=3,
    ),
    Text(
        ("Verwaltung", "Bürger", "Service"),
        "remark",
        "Bitte lassen Sie die Formulare auf Papier liegen. Nicht alle haben einen Drucker, und nicht "
        "alle wollen alles am Bildschirm machen.",
        supporters=5,
    ),
    Text(
        ("Umwelt", "Klima", "Energie", "Nachhalt"),
        "suggestion",
        "Zahlen überzeugen mehr als Überschriften.",
        adds="Die Messwerte sind für alle offen und werden jede Woche veröffentlicht.",
        supporters=2,
    ),
    Text(
        ("Wirtschaft", "Arbeit", "Handwerk"),
        "remark",
        "Kleine Handwerksbetriebe haben keine eigene IT. Denken Sie bitte auch an die mit drei Leuten.",
        supporters=1,
    ),
    Text(
        ("Bildung", "Schule", "Lernen"),
        "question",
        "Wer hilft den Vereinen, wenn der ehrenamtliche Computerhelfer aufhört?",
    ),
]
HIDDEN = Text(
    ("Wirtschaft", "Arbeit", "Handwerk"),
    "remark",
    "Günstige Webseiten für Vereine, jetzt anrufen und Rabatt sichern!",
)
