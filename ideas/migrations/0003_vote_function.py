"""The function by which a vote is cast or taken back, called by ideas/actions/voting.py."""

from django.db import migrations

CREATE = """
CREATE FUNCTION ideas_set_vote(
    the_idea bigint, the_competition integer, person bigint, wanted boolean,
    OUT refusal text, OUT votes_left integer
) LANGUAGE plpgsql AS $$
DECLARE
    ballot bigint;
    quota integer;
BEGIN
    -- The count takes this lock exclusively: it waits for votes under way, and none slips in behind it.
    PERFORM pg_advisory_xact_lock_shared(x'6D796B'::integer, the_competition);
    -- A person's votes come one after the other. Each statement below sees what was committed while
    -- this one waited.
    SELECT id INTO ballot FROM ideas_ballot
        WHERE competition_id = the_competition AND user_id = person FOR UPDATE;

    SELECT votes_per_person INTO quota FROM ideas_competition
        WHERE id = the_competition
        AND voting_from <= clock_timestamp()
        AND (LEAST(jury_from, result_from) <= clock_timestamp()) IS NOT TRUE
        AND NOT EXISTS (SELECT FROM ideas_count WHERE competition_id = the_competition);

    IF quota IS NULL THEN
        refusal := 'closed';
    ELSIF ballot IS NULL THEN
        refusal := 'no ballot';
    ELSIF NOT wanted THEN
        DELETE FROM ideas_vote WHERE ballot_id = ballot AND idea_id = the_idea;
    ELSIF NOT EXISTS (
        SELECT FROM ideas_idea
        WHERE id = the_idea AND competition_id = the_competition
        AND state = 'admitted' AND hidden_by_id IS NULL
    ) THEN
        refusal := 'not in the vote';
    ELSE
        INSERT INTO ideas_vote (ballot_id, idea_id, cast_at)
            SELECT ballot, the_idea, clock_timestamp()
            WHERE (SELECT count(*) FROM ideas_vote WHERE ballot_id = ballot) < quota
            ON CONFLICT DO NOTHING;
        IF NOT EXISTS (SELECT FROM ideas_vote WHERE ballot_id = ballot AND idea_id = the_idea) THEN
            refusal := 'over the quota';
        END IF;
    END IF;
    votes_left := quota - (SELECT count(*) FROM ideas_vote WHERE ballot_id = ballot);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0002_phase_notices"),
    ]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION ideas_set_vote"),
    ]
