"""Fills the database with many rows by SQL, and prints the key of a session: see `tests.load.growth`."""

import sys

import django

ROWS = """
    -- Neither triggers nor foreign keys are at work while rows are made by the hundred thousand.
    SET session_replication_role = replica;

    INSERT INTO accounts_user (id, email, display_name, password, is_superuser, is_staff, is_active, date_joined)
    SELECT n, 'growth' || n || '@demo.example', 'Wachstum ' || n, '!', false, false, true, now()
    FROM generate_series(1, %(accounts)s) n;

    INSERT INTO discussions_discussion (id, title, path, comment_count, revision, thread_count)
    SELECT n, 'Idee ' || n, '/ideen/', floor(30 * random()), 0, 0
    FROM generate_series(1, %(ideas)s + %(pool)s) n;

    INSERT INTO ideas_idea (
        id, competition_id, number, author_id, title, summary, description, field_of_action_id,
        municipality_id, will_help, state, created_at, saved_at, submitted_at, answer_due_at, admitted_at,
        decided_at, decision_reason, withdrawal_reason, discussion_id, shuffle, support_count
    )
    SELECT n, CASE WHEN n <= %(ideas)s THEN %(competition)s END, 'I-2026-' || lpad(n::text, 7, '0'),
        1 + n %% %(accounts)s, words[1 + n %% 20] || ' ' || words[1 + (n / 20) %% 20] || ' ' || n,
        words[1 + n %% 10] || ' für alle' || CASE WHEN n %% 10 = 0 THEN ' am Radweg' ELSE '' END,
        array_to_string(ARRAY(
            SELECT words[1 + floor(20 * random())::int %% 20] FROM generate_series(1, 60) WHERE n > 0
        ), ' ') || CASE WHEN n < 4 THEN ' Seltenheit' ELSE '' END,
        fields[1 + n %% array_length(fields, 1)], places[1 + n %% array_length(places, 1)], false,
        'admitted', now(), now(), now(), now(), now() - n * interval '1 minute', now(), '', '', n,
        floor(2147483647 * random()), floor(100 * random())
    FROM generate_series(1, %(ideas)s + %(pool)s) n,
        (SELECT %(words)s::text[] AS words,
            ARRAY(SELECT id FROM region_fieldofaction) AS fields,
            ARRAY(SELECT id FROM region_municipality) || NULL::bigint AS places) AS choices;

    INSERT INTO ideas_ballot (id, competition_id, user_id, pseudonym)
    SELECT n, %(competition)s, n, lpad(to_hex(n), 16, '0') FROM generate_series(1, %(accounts)s) n;
    INSERT INTO ideas_vote (ballot_id, idea_id, cast_at)
    SELECT 1 + n %% %(accounts)s, 1 + (n * 7 + n / %(accounts)s) %% %(ideas)s, now()
    FROM generate_series(1, %(votes)s) n ON CONFLICT DO NOTHING;

    SET session_replication_role = DEFAULT;
"""


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from myk10.accounts.models import User
    from tests.load.filling import WORDS, make_competition, session_key_of
    from tests.load.growth import ACCOUNTS_PER_IDEA, VOTES_PER_IDEA

    ideas = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    values = {
        "ideas": ideas,
        "pool": ideas // 10,
        "votes": ideas * VOTES_PER_IDEA,
        "accounts": ideas * ACCOUNTS_PER_IDEA,
        "competition": make_competition(votes_per_person=10).pk,
        "words": WORDS[:20],
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS, values)
        cursor.execute("VACUUM (ANALYZE)")
    print(session_key_of(User.objects.get(pk=1)))


if __name__ == "__main__":
    main()
