"""The invented ideas of the demo, by the competition that they are handed in to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """`place` is a municipality's slug, or empty for the whole county; `picture` names a motif."""

    title: str
    summary: str
    description: str
    field: str
    place: str = ""
    will_help: bool = False
    picture: str = ""


OPEN = [
    Text(
        "Die Bücherzelle, die Bescheid sagt",
        "Öffentliche Bücherschränke im Kreis bekommen eine gemeinsame Karte und melden, was gerade drinsteht.",
        "In fast jedem Ort steht ein Bücherschrank, aber niemand weiß, was darin ist. Ich habe neulich drei "
        "Dörfer abgefahren, bis ich einen Krimi für meine Mutter hatte.\n\n"
        "Wer ein Buch einstellt, hält den Strichcode vor das Handy, fertig. Auf der Karte sieht man dann: "
        "„In Kottenheim steht seit gestern der neue Regionalkrimi.“ Wer kein Handy hat, blättert wie bisher. "
        "Die Technik dafür gibt es frei; es braucht nur jemanden, der sie aufsetzt, und Paten je Schrank. "
        "Einen Schrank übernehme ich.",
        "gemeinschaft",
        "vordereifel",
        will_help=True,
        picture="village",
    ),
    Text(
        "Mitfahrbank mit Knopf",
        "Wer auf der Bank sitzt, drückt sein Ziel. Eine Anzeige am Ortseingang sagt es den Autofahrern.",
        "Mitfahrbänke sind eine schöne Idee, aber man sieht oft erst im Vorbeifahren, dass jemand wartet, und "
        "nie, wohin. Mit einem einfachen Knopf je Ziel (Mayen, Polch, Bahnhof) leuchtet am Ortseingang auf: "
        "„Hier möchte jemand nach Polch“.\n\n"
        "Strom kommt aus einem kleinen Solarmodul, das Signal über das Funknetz LoRaWAN, das es im Kreis "
        "schon gibt. Keine App, keine Anmeldung. Meine Oma soll es benutzen können.",
        "mobilitaet",
        "maifeld",
        will_help=True,
        picture="road",
    ),
    Text(
        "Schwimmbad-Ampel für die Ferien",
        "Vor der Abfahrt sehen, ob im Freibad noch Platz ist.",
        "Im August standen wir mit vier Kindern vor dem geschlossenen Tor, weil das Bad voll war. Zwanzig "
        "Kilometer weiter war das andere fast leer.\n\n"
        "Eine Ampel auf einer gemeinsamen Seite würde reichen: grün, gelb, rot für jedes Frei- und Hallenbad, "
        "gezählt am Drehkreuz. Dazu, wann der nächste Bus fährt.",
        "freizeit",
        "",
        picture="lake",
    ),
    Text(
        "Der Amtsbrief zum Verstehen",
        "Jeder Bescheid des Kreises bekommt ein Beiblatt in einfachen Worten und einen Code zum Vorlesen.",
        "Ich begleite ehrenamtlich Familien zu Ämtern. Das meiste, was wir dort klären, steht eigentlich im "
        "Brief; man versteht es nur nicht. Ein Beiblatt mit drei Sätzen würde viele Termine sparen: Was will "
        "das Amt? Bis wann? Wen rufe ich an?\n\n"
        "Der Code auf dem Beiblatt öffnet eine Seite, die vorliest, auch auf Türkisch, Arabisch und Ukrainisch.",
        "versorgung",
        "andernach",
        will_help=True,
    ),
    Text(
        "Werkstatt auf Rädern",
        "Ein Bus mit 3D-Drucker, Lötkolben und Nähmaschine hält jede Woche vor einer anderen Schule.",
        "Der MakerSpace ist großartig, aber von Kempenich aus ist man mit dem Bus eine Stunde unterwegs. Also "
        "soll der MakerSpace fahren.\n\n"
        "Vormittags Schulklassen, nachmittags Reparaturcafé für alle. Ausgediente Linienbusse gibt es für "
        "wenig Geld, und das Handwerk sucht ohnehin Nachwuchs. Vielleicht gibt ein Betrieb den Bus und klebt "
        "seinen Namen darauf.",
        "bildung",
        "vordereifel",
        will_help=True,
        picture="road",
    ),
    Text(
        "Streuobst-Börse",
        "Wem die Äpfel über den Kopf wachsen, der trifft, wer Saft daraus macht.",
        "Jeden Herbst verfault das Obst von Hunderten Bäumen, und im Laden liegt Apfelsaft aus Übersee. Auf "
        "einer Karte tragen Eigentümer ihre Bäume ein: Sorte, Erntezeit, selbst pflücken erlaubt oder nicht.\n\n"
        "Keltereien nennen Abgabetage, Kitas und Vereine melden sich zur Ernte an. Wer Obst gibt, bekommt "
        "Saft zurück.",
        "umwelt",
        "weissenthurm",
        picture="vineyard",
    ),
    Text(
        "Ein Notfallkontakt für Höfe",
        "Wenn auf dem Hof jemand ausfällt, findet sich in einer Stunde ein Nachbar zum Melken.",
        "Als mein Vater ins Krankenhaus kam, habe ich dreißig Leute angerufen, bis jemand die Kühe melken "
        "konnte. Eine geschlossene Gruppe mit festem Bereitschaftsplan, erreichbar über eine einzige Nummer, "
        "würde in solchen Stunden alles ändern.\n\n"
        "Der Kreis müsste nur die Nummer stellen und den Plan hosten. Den Rest können Bauern selbst.",
        "arbeit",
        "maifeld",
    ),
    Text(
        "WLAN-Schaukel",
        "Auf jedem Spielplatz gibt es Internet, solange geschaukelt wird.",
        "Wer schaukelt, erzeugt Strom. Mit dem Strom läuft das WLAN für die Eltern auf der Bank. Wird nicht "
        "geschaukelt, ist es aus. Dann müssen sie eben anschubsen.\n\n"
        "Das ist halb ernst gemeint. Aber ein Spielplatz, auf dem Kinder begreifen, woher Strom kommt, wäre "
        "ganz ernst gemeint eine gute Sache.",
        "freizeit",
        "bendorf",
    ),
    Text(
        "Bücherschränke digital finden",
        "Eine Karte aller öffentlichen Bücherschränke im Landkreis.",
        "Ich suche immer nach Bücherschränken, wenn ich wandere. Eine einfache Karte würde mir reichen, am "
        "besten mit Foto und Öffnungszeiten, falls der Schrank in einem Gebäude steht.\n\n"
        "Vielleicht kann man sie mit den Wanderwegen zusammen zeigen.",
        "gemeinschaft",
        "mendig",
    ),
    Text(
        "Parkgebühren abschaffen",
        "Parken soll in allen Städten des Kreises nichts kosten.",
        "Parken ist zu teuer. Wer in der Stadt einkauft, soll dafür nicht noch bezahlen.",
        "mobilitaet",
        "mayen",
    ),
]

SCREENING = [
    Text(
        "Gießpatenschaft per Klingel",
        "Stadtbäume sagen, wann sie Durst haben, und die Nachbarschaft gießt.",
        "Fühler im Boden messen die Feuchte und funken sie über LoRaWAN. Ist ein Baum zu trocken, bekommen "
        "seine Paten eine Nachricht. Wer gegossen hat, sieht am nächsten Tag, dass es gewirkt hat.\n\n"
        "Ein Fühler kostet etwa so viel wie zweimal Tanken. Für den Marktplatz übernehmen wir die Patenschaft, "
        "die halbe Straße hat schon unterschrieben.",
        "umwelt",
        "mayen",
        will_help=True,
        picture="village",
    ),
    Text(
        "Balkonkraftwerk zum Ausleihen",
        "Erst ein Vierteljahr ausprobieren, dann kaufen.",
        "Viele zögern, weil sie nicht wissen, ob sich die Anlage auf ihrem Balkon lohnt. Verleihen wir zwanzig "
        "Stück mit Messgerät, je drei Monate, über die Büchereien.\n\n"
        "Die Messwerte, wenn jemand sie spendet, ergeben nebenbei eine ehrliche Karte: So viel Sonne kommt "
        "wirklich an.",
        "umwelt",
        "",
        picture="wind",
    ),
    Text(
        "Wärmekarte der Keller",
        "Wo steht ungenutzte Abwärme, und wer könnte damit heizen?",
        "Bäckereien, Rechenzentren, Kühlhäuser: Überall wird Wärme nach draußen geblasen, während nebenan "
        "geheizt wird. Eine Karte bringt beide zusammen.\n\n"
        "Ich arbeite in einer Bäckerei und weiß, wovon ich rede: Bei uns ist es im Winter draußen am Abluftrohr "
        "am gemütlichsten.",
        "wirtschaft",
        "weissenthurm",
    ),
    Text(
        "Hochwasser-Nachbarn",
        "Wer am Bach wohnt, sieht den Pegel oberhalb und weiß, wem er helfen kann.",
        "Die großen Pegel an Rhein und Mosel kennt jeder. Die kleinen Bäche nicht, und gerade die kommen "
        "schnell. Einfache Sensoren an Nette, Elz und Saynbach, dazu eine Liste: Wer hat eine Pumpe, wer "
        "braucht Hilfe beim Tragen?\n\n"
        "Die Warnung kommt als Anruf, nicht nur als App. Nachts um drei hört man keine App.",
        "infrastruktur",
        "bendorf",
        will_help=True,
        picture="lake",
    ),
    Text(
        "Leitungswasser-Landkarte",
        "Jeder Ort, an dem man seine Flasche kostenlos füllen kann, auf einer Karte.",
        "Rathäuser, Kirchen, Läden, Sportplätze: Ein Aufkleber am Fenster und ein Punkt auf der Karte genügen. "
        "Wanderer und Kinder auf dem Schulweg sparen Plastik, und man kommt ins Gespräch.",
        "versorgung",
        "rhein-mosel",
        picture="vineyard",
    ),
    Text(
        "Fledermaus-Telefon",
        "Abends ein Mikrofon in den Garten, morgens steht da, wer vorbeigeflogen ist.",
        "Fledermäuse hört man nicht, aber kleine Empfänger schon. Schulen leihen sie aus und stellen sie eine "
        "Woche lang in Gärten auf. Aus den Daten wird ein Bild, wo noch Arten leben, und wo ein "
        "beleuchteter Parkplatz sie vertrieben hat.\n\n"
        "Die Naturschutzgruppe hilft beim Auswerten.",
        "bildung",
        "pellenz",
        will_help=True,
    ),
]

VOTING = [
    Text(
        "Der Dorfladen, der nachts bedient",
        "Tagsüber mit Verkäuferin, abends mit Karte: Der Laden im Ort bleibt offen.",
        "Unser Laden hat von acht bis zwölf geöffnet, und wer arbeitet, kommt nie hinein. Mit einer Tür, die "
        "sich mit Bankkarte öffnet, und einer Kasse zum Selbstscannen könnte er bis zehn Uhr abends offen "
        "sein, ohne dass jemand dafür länger arbeitet.\n\n"
        "Vormittags bleibt alles, wie es ist, mit Kaffee und Schwätzchen. In anderen Gegenden funktioniert das; "
        "die Genossenschaft für unseren Laden haben wir schon gegründet.",
        "versorgung",
        "vordereifel",
        will_help=True,
        picture="village",
    ),
    Text(
        "Leerstand wird Werkraum",
        "Leere Ladenlokale für drei Monate vergeben, an alle, die etwas ausprobieren wollen.",
        "In unserer Fußgängerzone stehen neun Läden leer. Statt Papier in die Fenster zu kleben, könnte man sie "
        "für kleines Geld und kurze Zeit vergeben: an die Keramikerin, die Schülerfirma, das Repair-Café.\n\n"
        "Nötig sind eine Liste der Räume, ein Mustervertrag über zwei Seiten und eine Versicherung, die der "
        "Kreis einmal für alle abschließt.",
        "wirtschaft",
        "mayen",
        will_help=True,
        picture="village",
    ),
    Text(
        "Schwarzes Brett, das man auch lesen kann",
        "Große Anzeigen an den Bushaltestellen zeigen, was im Ort los ist.",
        "Aushänge hängen hinter Glas, sind sechs Wochen alt und in Schriftgröße 9. Eine Anzeige aus "
        "elektronischem Papier braucht kaum Strom und wird von den Vereinen selbst gefüllt.\n\n"
        "Wer nicht im Internet ist, erfährt trotzdem vom Seniorennachmittag. Und wer im Internet ist, findet "
        "dasselbe als Kalender.",
        "gemeinschaft",
        "pellenz",
        picture="road",
    ),
    Text(
        "Großeltern auf Zeit",
        "Wer Zeit hat und Kinder mag, trifft Familien ohne Großeltern in der Nähe.",
        "Wir sind hergezogen, die Großeltern wohnen vierhundert Kilometer weit weg. Umgekehrt kenne ich "
        "Nachbarn, deren Enkel in Berlin leben. Ein Treffpunkt im Netz und einmal im Monat ein echter im "
        "Gemeindehaus würde beide zusammenbringen.\n\n"
        "Wichtig sind ein Führungszeugnis und ein erstes Treffen zu dritt mit jemandem vom Mehrgenerationenhaus.",
        "gemeinschaft",
        "vallendar",
        will_help=True,
    ),
    Text(
        "Hör mal, Mayen",
        "Ein Rundgang durch die Stadt, erzählt von denen, die dort leben.",
        "An zwanzig Orten hängt ein kleines Schild. Wer es antippt, hört eine Geschichte: vom Wirt, der die "
        "Genovevaburg als Kind erkundet hat, von der Frau, die in der Steingrube gearbeitet hat.\n\n"
        "Schulklassen nehmen die Geschichten auf. Fremde lernen die Stadt kennen, und wir lernen einander "
        "kennen.",
        "freizeit",
        "mayen",
    ),
    Text(
        "Sprechstunde Handy",
        "Jugendliche helfen Älteren mit Telefon und Formularen, jede Woche am selben Ort.",
        "Dienstags, 16 Uhr, Bücherei: Zehn Jugendliche, die sich auskennen, und alle, die eine Frage haben. "
        "„Wie überweise ich?“, „Was will die Krankenkasse?“, „Wo sind meine Fotos?“\n\n"
        "Die Jugendlichen bekommen ein Zeugnis und ein kleines Taschengeld, die Älteren bekommen ihre Ruhe "
        "zurück.",
        "bildung",
        "bendorf",
        will_help=True,
    ),
    Text(
        "Probierräume im Rathaus",
        "Ein freies Zimmer mit schnellem Netz, das man stundenweise bucht.",
        "Fernprüfung, Vorstellungsgespräch, Arzttermin am Bildschirm: Nicht jeder hat zu Hause Ruhe und "
        "schnelles Netz. In jedem Rathaus steht nachmittags ein Zimmer leer. Man bucht es, bekommt einen Code "
        "für die Tür und hat eine Stunde für sich.",
        "arbeit",
        "",
    ),
    Text(
        "Das Licht, das mitgeht",
        "Straßenlaternen im Neubaugebiet werden heller, wenn jemand kommt, und dunkler, wenn er geht.",
        "Ganz aus macht Angst, ganz an verschwendet Strom und vertreibt die Nachtfalter. Bewegungsmelder an "
        "jeder Laterne kosten einmal Geld und sparen dann jedes Jahr.\n\n"
        "Eine Straße zum Ausprobieren genügt für den Anfang. Unsere würde sich freiwillig melden.",
        "infrastruktur",
        "andernach",
        picture="wind",
    ),
    Text(
        "Vereinsheim für alle",
        "Freie Stunden in Sälen, Hallen und Küchen sehen und buchen.",
        "Der Proberaum des Musikvereins ist montags leer, die Yogagruppe sucht montags einen Raum, und keiner "
        "weiß vom anderen. Ein gemeinsamer Belegungsplan für alle öffentlichen Räume der Verbandsgemeinde "
        "würde das lösen, mit Zusage in zwei Tagen statt in sechs Wochen.",
        "gemeinschaft",
        "rhein-mosel",
        picture="vineyard",
    ),
    Text(
        "Sitzplan für Pausen",
        "Eine Karte aller Bänke, Schattenplätze und öffentlichen Toiletten.",
        "Seit meiner Knieoperation plane ich jeden Weg nach Bänken. Ich habe angefangen, sie aufzuschreiben, "
        "und bin bei 84.\n\n"
        "Wenn viele mitschreiben, hat der Kreis in einem Sommer die beste Spazierkarte des Landes, für Leute "
        "mit Rollator, mit Kinderwagen und mit Eis in der Hand.",
        "freizeit",
        "weissenthurm",
        will_help=True,
        picture="lake",
    ),
]

JURY = [
    Text(
        "Gemeindeschwester am Bildschirm",
        "Die Pflegekraft ist vor Ort, die Ärztin zugeschaltet: Hausbesuch ohne zwei Stunden Fahrt.",
        "Unser Hausarzt geht in Rente, der nächste nimmt niemanden mehr auf. Eine Pflegekraft mit Tasche und "
        "Tablet könnte Blutdruck, EKG und Wundfotos direkt an die Praxis schicken, während sie mit den Leuten "
        "am Küchentisch sitzt.\n\n"
        "So bleibt ein Mensch im Haus und der Fachverstand in der Leitung.",
        "medizin",
        "vordereifel",
        will_help=True,
        picture="village",
    ),
    Text(
        "Apotheken-Fach",
        "Medikamente rund um die Uhr aus einem gekühlten Fach abholen.",
        "Wer bis sechs arbeitet und nach Hause pendelt, steht vor der geschlossenen Apotheke. Ein Fach am "
        "Bahnhof, das die Apotheke im Ort befüllt, öffnet sich mit dem Rezeptcode. Beratung gibt es per Telefon, "
        "solange man davorsteht.",
        "medizin",
        "andernach",
        picture="road",
    ),
    Text(
        "Milchkannen-Route",
        "Hofläden liefern gemeinsam aus, jeder fährt nur einen Tag.",
        "Sieben Höfe, sieben Lieferwagen, dieselben Straßen. Wenn man Bestellungen sammelt und die Runde teilt, "
        "fährt jeder nur noch einmal in der Woche, und die Kundschaft bekommt Eier, Brot und Gemüse in einer "
        "Kiste.\n\n"
        "Wir drei Höfe aus der Pellenz fangen gern an.",
        "versorgung",
        "pellenz",
        will_help=True,
        picture="vineyard",
    ),
    Text(
        "Hitze-Telefon",
        "An heißen Tagen ruft jemand an und fragt, ob alles gut ist.",
        "Ab 32 Grad bekommt, wer möchte, einen Anruf: Trinken Sie genug? Ist es kühl genug? Soll jemand "
        "vorbeikommen? Ehrenamtliche telefonieren, ein Programm verteilt die Anrufe und merkt, wenn niemand "
        "abhebt.",
        "medizin",
        "",
        will_help=True,
    ),
    Text(
        "Kantine für alle",
        "Schulmensen kochen mittags auch für die Nachbarschaft.",
        "Die Mensa der Realschule kocht für 300 und hätte Platz für 340. Mit einer Bestellung bis neun Uhr "
        "früh könnten ältere Leute aus der Umgebung mitessen, zum selben Preis, am selben Tisch.",
        "versorgung",
        "maifeld",
    ),
    Text(
        "Der stille Raum im Krankenhaus-WLAN",
        "Videobesuch für Kinder, die nicht ans Krankenbett dürfen.",
        "Als meine Frau drei Wochen lag, durfte unser Sohn sie nicht besuchen. Ein Zimmer mit großem Bildschirm "
        "und einer Leitung, die nicht abreißt, hätte beiden geholfen. Das ist kein großes Projekt. Es muss nur "
        "jemand machen.",
        "medizin",
        "mayen",
    ),
]
