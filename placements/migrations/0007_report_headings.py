import pghistory
from django.db import migrations

# Without headings nobody could write a report; the centre adds, renames and orders them (PLC-6).
# code: title, hint to the writer, material beside it, whether it must be written.
HEADINGS = {
    "behaviour": (
        "Adfærd og udvikling",
        "Hvordan har barnet det? Hvad kan barnet nu, som det ikke kunne før, og hvad er svært?",
        "",
        True,
    ),
    "family": ("Familie", "Forholdet til forældre, søskende og andre nære.", "", True),
    "school": ("Skole", "Trivsel, fremmøde og læring i skole eller daginstitution.", "attendance", True),
    "health": ("Sundhed", "Søvn, mad, tænder, lægebesøg, medicin og behandling.", "", True),
    "leisure": ("Fritid og venskaber", "Interesser, kammerater og oplevelser.", "", True),
    "other": ("Andet", "Det, der ikke hører til under de andre overskrifter. Må stå tomt.", "", False),
    "goals": (
        "Mål, og hvad vi har set",
        "Handleplanens mål ét for ét: hvilke tegn er set, og hvad bringer barnet videre?",
        "goals",
        True,
    ),
    "contact": (
        "Samvær",
        "Samværet set i forhold til aftalen, og barnets reaktioner før og efter.",
        "contact",
        True,
    ),
    "episodes": (
        "Særlige episoder",
        "Hvad skete der, hvad gjorde vi, og hvad har vi lært? Må stå tomt.",
        "episodes",
        False,
    ),
    "own_words": (
        "Barnets egne ord",
        "Hvad siger barnet selv om sin hverdag og sine ønsker? Må stå tomt for de mindste.",
        "own_words",
        False,
    ),
    "assessment": (
        "Vurdering og anbefalinger",
        "Vores samlede vurdering, og hvad vi anbefaler kommunen.",
        "",
        True,
    ),
}


def add_headings(apps, schema_editor):
    heading = apps.get_model("placements", "Heading")
    with pghistory.context(person=0):
        for position, (code, facts) in enumerate(HEADINGS.items(), 1):
            title, hint, material, required = facts
            words = {"title": title, "hint": hint, "material": material, "required": required}
            heading.objects.create(code=code, position=position, **words)


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0006_the_whole_placement"),
    ]

    operations = [
        migrations.RunPython(add_headings, migrations.RunPython.noop, elidable=False),
    ]
