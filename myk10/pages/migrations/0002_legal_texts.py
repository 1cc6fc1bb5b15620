from pathlib import Path

from django.db import migrations

TEXTS = Path(__file__).resolve().parent.parent / "texts"
PAGES = {
    "impressum": ("Impressum", "Wer diese Plattform anbietet und wie man uns erreicht."),
    "datenschutz": (
        "Datenschutz",
        "Welche Daten MYK10 speichert, wofür, wie lange und welche Rechte Sie haben.",
    ),
    "barrierefreiheit": (
        "Erklärung zur Barrierefreiheit",
        "Wie barrierefrei MYK10 ist, was noch fehlt und wie Sie Barrieren melden.",
    ),
    "leichte-sprache": ("Leichte Sprache", "MYK10 erklärt in Leichter Sprache."),
    "gebaerdensprache": (
        "Gebärdensprache",
        "Was der Film in Deutscher Gebärdensprache zeigen wird und wer bis dahin hilft.",
    ),
    "netiquette": ("Netiquette", "Die Regeln für Ideen und Kommentare auf MYK10."),
}


def write_pages(apps, schema_editor):
    page = apps.get_model("pages", "Page")
    for slug, (title, description) in PAGES.items():
        body = (TEXTS / f"{slug}.html").read_text(encoding="utf-8").strip()
        page.objects.get_or_create(
            slug=slug, defaults={"title": title, "description": description, "body": body}
        )


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [migrations.RunPython(write_pages, migrations.RunPython.noop)]
