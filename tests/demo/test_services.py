import os
import signal

import psycopg
import pytest
import redis

from myk10.demo.services import Postgres, Redis, ServiceError


def test_postgres_carries_on_with_its_data_after_being_killed(tmp_path):
    server = Postgres(tmp_path / "postgres")
    server.start()
    server.create_database("myk10")
    with psycopg.connect(server.url("myk10")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    again = Postgres(tmp_path / "postgres")
    again.start()
    again.create_database("myk10")

    with psycopg.connect(again.url("myk10")) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    again.stop()


def test_a_postgres_that_was_left_behind_is_ended_by_the_next_start(tmp_path):
    left_behind = Postgres(tmp_path / "postgres", durable=False)
    left_behind.start()

    following = Postgres(tmp_path / "postgres", durable=False)
    following.start()

    assert left_behind.process.wait(timeout=5) == 0
    assert following.process.poll() is None
    following.stop()


def test_a_folder_name_too_long_for_a_socket_is_no_obstacle(tmp_path):
    server = Postgres(tmp_path / ("lang" * 25) / "postgres", durable=False)
    server.start()

    with psycopg.connect(server.url("postgres")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.stop()
    server.socket_folder.rmdir()


def test_a_broken_data_folder_is_named(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9.4")

    with pytest.raises(ServiceError, match="PostgreSQL startet nicht"):
        Postgres(tmp_path / "postgres").start()


def test_redis_keeps_what_it_has_and_its_password(tmp_path):
    server = Redis(tmp_path / "redis")
    server.start()
    with redis.Redis.from_url(server.url) as client:
        client.set("kept", "42")

    server.stop()
    server.start()

    with redis.Redis.from_url(server.url) as client:
        assert client.get("kept") == b"42"
    with (
        redis.Redis(port=server.port) as stranger,
        pytest.raises(redis.exceptions.AuthenticationError),
    ):
        stranger.ping()
    server.stop()
