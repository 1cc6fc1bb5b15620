"""Counts of supporters, kept by the database beside what they support."""

import pgtrigger


def supports_are_counted(kind: str) -> pgtrigger.Trigger:
    """For the table of supports: keeps `support_count` of the row of `strategy_<kind>` right."""
    return pgtrigger.Trigger(
        name=f"{kind}_support_is_counted",
        operation=pgtrigger.Insert | pgtrigger.Delete,
        when=pgtrigger.After,
        func=f"""
            IF TG_OP = 'INSERT' THEN
                UPDATE strategy_{kind} SET support_count = support_count + 1
                WHERE id = NEW.{kind}_id;
            ELSE
                UPDATE strategy_{kind} SET support_count = support_count - 1
                WHERE id = OLD.{kind}_id;
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - the names are our own
    )


def only_supports_are_counted(kind: str) -> pgtrigger.Trigger:
    """A row that is saved as it was read a moment ago must not bring an old count back."""
    return pgtrigger.Trigger(
        name=f"only_{kind}_support_is_counted",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "pg_trigger_depth() = 0 AND OLD.support_count IS DISTINCT FROM NEW.support_count"
        ),
        func="NEW.support_count = OLD.support_count; RETURN NEW;",
    )
