"""The demo's glossary: terms that the strategy uses, in plain words."""

from django.utils.text import slugify

from learning.models import GlossaryTerm

# (term, other forms, explanation)
TERMS = [
    (
        "Algorithmus",
        "Algorithmen",
        "Eine genaue Anleitung in Schritten, nach der ein Computer etwas ausrechnet oder entscheidet.",
    ),
    (
        "Barrierefreiheit",
        "barrierefrei, barrierefreie, barrierefreien, barrierefreier, barrierefreies",
        "Alle können etwas ohne fremde Hilfe benutzen: auch Menschen, die schlecht sehen, hören oder "
        "sich schlecht bewegen können.",
    ),
    (
        "Breitband",
        "Breitbandausbau, Breitbandanschluss, Breitbandanschlüsse",
        "Ein schneller Anschluss ans Internet, meist über Glasfaser.",
    ),
    (
        "Coworking",
        "Coworking-Space, Coworking-Spaces, Coworking-Platz, Coworking-Plätze",
        "Menschen aus verschiedenen Betrieben arbeiten an Schreibtischen, die sie sich tageweise mieten. "
        "Das spart lange Wege zur Arbeit.",
    ),
    (
        "Datenplattform",
        "Datenplattformen",
        "Ein Ort im Netz, an dem Daten aus vielen Quellen zusammenkommen, zum Beispiel Pegelstände und "
        "freie Parkplätze. Andere Programme können sie dort abholen.",
    ),
    (
        "Datenschutz",
        "Datenschutzes",
        "Niemand darf Angaben über Sie sammeln oder weitergeben, wenn Sie oder ein Gesetz es nicht erlauben.",
    ),
    (
        "Interoperabilität",
        "interoperabel, interoperable, interoperablen",
        "Programme verschiedener Hersteller verstehen einander und können Daten austauschen.",
    ),
    (
        "Künstliche Intelligenz",
        "künstliche Intelligenz, Künstlicher Intelligenz, künstlicher Intelligenz, KI",
        "Programme, die aus vielen Beispielen Muster lernen und damit Texte, Bilder oder Vorschläge machen. "
        "Sie können sich irren.",
    ),
    (
        "LoRaWAN",
        "LoRaWAN-Netz, LoRaWAN-Netzes, LoRaWAN-Antenne, LoRaWAN-Antennen",
        "Ein Funknetz für Sensoren. Es reicht viele Kilometer weit und braucht so wenig Strom, dass eine "
        "Batterie Jahre hält. Gespräche und Bilder kann es nicht übertragen.",
    ),
    (
        "Online-Dienst",
        "Online-Dienste, Online-Diensten, Onlinedienst, Onlinedienste",
        "Ein Antrag oder eine Auskunft, für die Sie nicht ins Amt kommen müssen: Es geht am Bildschirm.",
    ),
    (
        "Open Data",
        "offene Daten, offenen Daten, offener Daten",
        "Daten der Verwaltung, die alle kostenlos nutzen und weitergeben dürfen, zum Beispiel Fahrpläne. "
        "Angaben über einzelne Menschen gehören nie dazu.",
    ),
    (
        "Open Source",
        "quelloffen, quelloffene, quelloffenen, quelloffener",
        "Programme, deren Bauplan alle lesen, prüfen und weiterentwickeln dürfen.",
    ),
    (
        "Rufbus",
        "Rufbusse, Rufbussen, On-Demand-Verkehr, On-Demand-Bus, On-Demand-Busse",
        "Ein Bus ohne festen Fahrplan. Er kommt, wenn man ihn per App oder Telefon bestellt.",
    ),
    (
        "Sensor",
        "Sensoren, Sensors",
        "Ein kleines Gerät, das etwas misst und weitermeldet, zum Beispiel Temperatur, Wasserstand oder "
        "ob ein Parkplatz frei ist.",
    ),
    (
        "Telemedizin",
        "telemedizinisch, telemedizinische, telemedizinischen, Videosprechstunde, Videosprechstunden",
        "Ärztlicher Rat über eine Entfernung hinweg, zum Beispiel im Gespräch per Video.",
    ),
]


def create() -> None:
    """Does nothing where terms are."""
    if GlossaryTerm.objects.exists():
        return
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(term=term, slug=slugify(term), other_forms=forms, explanation=explanation)
        for term, forms, explanation in TERMS
    )
