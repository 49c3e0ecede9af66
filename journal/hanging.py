import pgtrigger


def of_the_first_version():
    """What hangs on a correction would be lost from sight: it is found from the version that was written first."""
    return pgtrigger.Trigger(
        name="of_the_first_version",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func="""
            IF EXISTS (SELECT FROM journal_entry WHERE id = NEW.entry_id AND original_id IS NOT NULL) THEN
                RAISE EXCEPTION 'entry % is a correction', NEW.entry_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_hangs_on_the_first';
            END IF;
            RETURN NEW;
        """,
    )
