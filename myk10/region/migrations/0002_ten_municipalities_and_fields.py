from django.db import migrations

MUNICIPALITIES = [
    # name, slug, kind, seat, key, inhabitants, year, column, row
    ("Andernach", "andernach", "town", "Andernach", "07137003", 30408, 2023, 3, 0),
    ("Bendorf", "bendorf", "town", "Bendorf", "07137203", 16893, 2020, 5, 0),
    ("Mayen", "mayen", "town", "Mayen", "07137068", 19882, 2023, 1, 1),
    ("Maifeld", "maifeld", "union", "Polch", "071375002", 25084, 2022, 2, 2),
    ("Mendig", "mendig", "union", "Mendig", "071375004", 13724, 2023, 1, 0),
    ("Pellenz", "pellenz", "union", "Plaidt", "071375001", 17089, 2022, 2, 1),
    ("Rhein-Mosel", "rhein-mosel", "union", "Kobern-Gondorf", "071375009", 27267, 2023, 4, 2),
    ("Vallendar", "vallendar", "union", "Vallendar", "071375007", 16331, 2023, 5, 1),
    ("Vordereifel", "vordereifel", "union", "Mayen", "071375003", 16438, 2023, 0, 1),
    ("Weißenthurm", "weissenthurm", "union", "Weißenthurm", "071375008", 35279, 2022, 4, 1),
]
FIELDS = [
    "Arbeit",
    "Bildung",
    "Freizeit",
    "Gemeinschaft",
    "Infrastruktur",
    "Medizin",
    "Mobilität",
    "Umwelt",
    "Versorgung",
    "Wirtschaft",
]


def fill(apps, schema_editor):
    municipality = apps.get_model("region", "Municipality")
    field_of_action = apps.get_model("region", "FieldOfAction")
    columns = "name slug kind seat key inhabitants inhabitants_year column row".split()
    municipality.objects.bulk_create(
        municipality(**dict(zip(columns, values, strict=True))) for values in MUNICIPALITIES
    )
    field_of_action.objects.bulk_create(
        field_of_action(name=name, slug=name.lower().replace("ä", "ae"), position=position)
        for position, name in enumerate(FIELDS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("region", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
