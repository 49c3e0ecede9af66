import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# What names two things of one placement refers to both at once, so that they cannot disagree.
AGREE = (
    ("move", "move_of_its_stay", "stay_id, placement_id", "stay", "id, placement_id"),
    (
        "statementrequest",
        "statement_of_its_placement",
        "report_id, placement_id",
        "report",
        "id, placement_id",
    ),
    (
        "report",
        "correction_of_its_kind",
        "corrects_id, placement_id, kind",
        "report",
        "id, placement_id, kind",
    ),
)


def agreeing(table, name, columns, other, keys):
    return migrations.RunSQL(
        f"ALTER TABLE placements_{table} ADD CONSTRAINT placements_{name} "
        f"FOREIGN KEY ({columns}) REFERENCES placements_{other} ({keys})",
        f"ALTER TABLE placements_{table} DROP CONSTRAINT placements_{name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0008_who_released"),
        ("placements", "0008_caseworkers_known"),
        ("units", "0003_on_duty"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="consent_of_its_child",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    PERFORM 1 FROM placements_consent c JOIN placements_placement p ON p.child_id = c.child_id\n                    WHERE c.id = NEW.consent_id AND p.id = NEW.placement_id;\n                    IF NEW.consent_id IS NOT NULL AND NOT FOUND THEN\n                        RAISE EXCEPTION 'consent % is of another child', NEW.consent_id\n                        USING ERRCODE = 'check_violation',\n                        CONSTRAINT = 'placements_assessment_consent_of_its_child';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="eb8d916744a666120e9d92cf667650e32b32e3aa",
                    operation='INSERT OR UPDATE OF "consent_id", "placement_id"',
                    pgid="pgtrigger_consent_of_its_child_94a81",
                    table="placements_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quote",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_child",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    PERFORM 1 FROM placements_section s\n                    JOIN placements_report r ON r.id = s.report_id\n                    JOIN placements_placement p ON p.id = r.placement_id\n                    JOIN journal_entry e ON e.child_id = p.child_id\n                    WHERE s.id = NEW.section_id AND e.id = NEW.entry_id;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'entry % is about another child', NEW.entry_id\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_quote_of_its_child';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="2e64f056b3c3d0b0e8ea777f263c037b44c42ad7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_its_child_23aa9",
                    table="placements_quote",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["written", "signed"]), _negated=True),
                    ("written_at__isnull", False),
                    _connector="OR",
                ),
                name="placements_written_minutes_say_when",
                violation_error_message="Minutes that are written say when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("id", "placement"),
                name="placements_report_of_placement",
                violation_error_message="A report belongs to one placement.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("id", "placement", "kind"),
                name="placements_report_of_placement_and_kind",
                violation_error_message="A report belongs to one placement.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reading", "read"]), _negated=True),
                    models.Q(
                        ("asked_at__isnull", False),
                        ("reader__isnull", False),
                        models.Q(("state", "reading"), ("read_at__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="placements_report_read_by_whom_and_when",
                violation_error_message="A report that is being read says by whom, and since when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.UniqueConstraint(
                fields=("id", "placement"),
                name="placements_stay_of_placement",
                violation_error_message="A stay belongs to one placement.",
            ),
        ),
        *(agreeing(*facts) for facts in AGREE),
    ]
