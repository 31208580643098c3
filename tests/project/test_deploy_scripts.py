"""What scripts of deploy/ and scripts/setup.sh do, and what is left when they fail.

``docker``, ``age`` and ``uv`` are stand-ins; PostgreSQL is a real one, where it is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.servers import Postgres
from tests.servers import need

HOME = Path(__file__).resolve().parents[2]
DEPLOY = HOME / "deploy"
DOCKER = """#!/bin/sh
[ "$1 $2 $4" = "compose -f --env-file" ] || exit 9
shift 5
printf '%s\\n' "$*" >>"$AT/calls"
case "$*" in *"pg_restore "*) [ -n "$REAL" ] || cat >/dev/null ;; esac
if [ -n "$FAILS" ]; then
    case "$*" in *"$FAILS"*) printf half; exit 1 ;; esac
fi
case "$*" in
*"$SLOW"*) [ -z "$SLOW" ] || { printf half; sleep 30; } ;;
esac
case "$*" in
"exec -T database "*) [ -z "$REAL" ] || { shift 3; exec "$@"; } ;;
esac
case "$*" in *pg_dump*) printf 'PGDMP all of it' ;; esac
"""
AGE = """#!/bin/sh
case "$1 $2" in
"-r age1ours") printf 'age-encryption.org/v1\\n'; cat ;;
"-d -i") [ "$3" = key ] && tail -n +2 "$5" ;;
*) exit 1 ;;
esac
"""
"""Does what is asked of age(1), and hides nothing."""


class Machine:
    """A folder with deploy/ in it, a docker that notes its calls and does nothing, and an age.

    Attributes:
        env: of the scripts; FAILS is a part of the call that fails, SLOW of one that takes long.
        said: what the last script said on standard error.
    """

    def __init__(self, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "deploy").mkdir()
        for name in ("backup.sh", "restore.sh"):
            shutil.copy(DEPLOY / name, folder / "deploy" / name)
        (folder / "deploy" / ".env").touch()
        (folder / "calls").touch()
        self.program("docker", DOCKER)
        self.env = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "AT": str(folder),
            **dict.fromkeys(("FAILS", "SLOW", "REAL"), ""),
        }
        self.said = ""

    def program(self, name, text):
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def run(self, *command, **env):
        done = subprocess.run(
            [f"deploy/{command[0]}", *command[1:]],
            cwd=self.folder,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.said = done.stderr
        return done.returncode

    def file(self, name, text="PGDMP all of it"):
        (self.folder / name).write_text(text)
        return name

    @property
    def calls(self):
        """What docker compose was told: the first words, which say enough."""
        lines = (self.folder / "calls").read_text().splitlines()
        short = [re.sub(r"exec -T database (\S+).*", r"\1", line) for line in lines]
        return [re.sub(r"^run .* bot ", "run ", line) for line in short]

    @property
    def backups(self):
        folder = self.folder / "backups"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.fixture
def machine(tmp_path):
    folder = tmp_path / "a clinic's machine"
    folder.mkdir()
    return Machine(folder)


@pytest.fixture
def with_age(machine):
    machine.program("age", AGE)
    return machine


BEFORE_THE_STOP = [
    *("up -d --wait database", "run true", "psql", "psql", "psql", "pg_restore", "psql"),
]


def test_a_backup_is_all_of_the_dump_and_for_its_owners_eyes(machine):
    assert machine.run("backup.sh", "backups") == 0
    (name,) = machine.backups
    assert re.fullmatch(r"backtalk-\d{8}T\d{6}Z\.dump", name)
    path = machine.folder / "backups" / name
    assert path.read_text() == "PGDMP all of it"
    assert path.stat().st_mode & 0o077 == 0


def test_an_encrypted_backup_is_the_only_file_there_is(with_age):
    assert with_age.run("backup.sh", "backups", "age1ours") == 0
    (name,) = with_age.backups
    assert name.endswith(".dump.age")
    text = (with_age.folder / "backups" / name).read_text()
    assert text == "age-encryption.org/v1\nPGDMP all of it"


@pytest.mark.parametrize("recipient", [(), ("age1ours",)])
def test_a_dump_that_fails_leaves_nothing_behind(with_age, recipient):
    assert with_age.run("backup.sh", "backups", *recipient, FAILS="pg_dump") == 1
    assert "no backup was written" in with_age.said
    assert with_age.backups == []


def test_nothing_is_dumped_for_somebody_unknown(with_age):
    assert with_age.run("backup.sh", "backups", "age1thiers") == 1
    assert "age1thiers" in with_age.said
    assert with_age.calls == with_age.backups == []


def test_nothing_is_dumped_where_nothing_can_encrypt_it(machine):
    machine.program("age", "#!/bin/sh\nexit 127\n")
    assert machine.run("backup.sh", "backups", "age1ours") == 1
    assert machine.calls == machine.backups == []


def test_a_backup_that_is_broken_off_leaves_nothing_behind(machine):
    running = subprocess.Popen(
        ["deploy/backup.sh", "backups"],
        cwd=machine.folder,
        env={**machine.env, "SLOW": "pg_dump"},
        start_new_session=True,
    )
    until = time.monotonic() + 20
    while not machine.backups and time.monotonic() < until:
        time.sleep(0.02)
    assert [name.rpartition(".")[2] for name in machine.backups] == ["part"]
    os.killpg(running.pid, signal.SIGTERM)
    assert running.wait(20) != 0
    assert machine.backups == []


def test_old_backups_go_once_there_is_a_new_one(machine):
    folder = machine.folder / "backups"
    (folder / "kept").mkdir(parents=True)
    for name, days in {
        "backtalk-1.dump": 8,
        "backtalk-2.dump.age": 7,
        "backtalk-3.dump": 6,
        "other.dump": 30,
        "kept/backtalk-4.dump": 30,
    }.items():
        (folder / name).touch()
        age = time.time() - days * 86_400 - 60
        os.utime(folder / name, (age, age))
    assert machine.run("backup.sh", "backups", KEEP_DAYS="7", FAILS="pg_dump") == 1
    assert len(machine.backups) == 5
    assert machine.run("backup.sh", "backups", KEEP_DAYS="7") == 0
    left = [name for name in machine.backups if not name.endswith("Z.dump")]
    assert left == ["backtalk-3.dump", "kept", "other.dump"]
    assert (folder / "kept" / "backtalk-4.dump").exists()


@pytest.mark.parametrize("days", ["0", "08", "-1", "7 days", "$(id)"])
def test_backups_are_kept_for_a_number_of_days(machine, days):
    assert machine.run("backup.sh", "backups", KEEP_DAYS=days) == 1
    assert days in machine.said
    assert machine.calls == machine.backups == []


def test_a_restore_stops_the_bots_only_when_the_file_is_read(machine):
    assert machine.run("restore.sh", machine.file("a file.dump")) == 0
    after = ["stop proxy bot", "psql", "run backtalk data purge", "psql", "up -d"]
    assert machine.calls == BEFORE_THE_STOP + after


def test_an_encrypted_backup_is_restored_with_its_key(with_age):
    name = with_age.file("a.dump.age", "age-encryption.org/v1\nPGDMP all of it")
    assert with_age.run("restore.sh", name, "key") == 0
    assert with_age.calls[-1] == "up -d"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (None, ()),
        ("", ()),
        ("-- PostgreSQL database dump", ()),
        ("age-encryption.org/v1\nPGDMP", ()),
        ("age-encryption.org/v1\nPGDMP", ("another key",)),
    ],
)
def test_a_file_that_is_no_backup_stops_nothing(with_age, text, key):
    if text is not None:
        with_age.file("file", text)
    assert with_age.run("restore.sh", "file", *key) == 1
    assert "file" in with_age.said
    assert with_age.calls == []


@pytest.mark.parametrize(
    "fails", ["--wait", "run --rm --no-deps", "CREATE DATABASE", "pg_restore", "alembic"]
)
def test_a_restore_that_fails_early_stops_nothing(machine, fails):
    assert machine.run("restore.sh", machine.file("file"), FAILS=fails) != 0
    assert not {"stop proxy bot", "up -d"} & set(machine.calls)


@pytest.mark.parametrize("fails", ["stop proxy", "RENAME TO backtalk_before", "data purge"])
def test_after_a_restore_that_fails_late_the_bots_run_again(machine, fails):
    assert machine.run("restore.sh", machine.file("file"), FAILS=fails) != 0
    assert machine.calls[-1] == "up -d"


def test_a_database_that_a_restore_left_behind_is_not_thrown_away(machine):
    left = DOCKER.replace(
        'case "$*" in *pg_dump*',
        'case "$*" in *"SELECT datname"*) echo backtalk_before ;; *pg_dump*',
    )
    machine.program("docker", left)
    assert machine.run("restore.sh", machine.file("file")) == 1
    assert "backtalk_before" in machine.said
    assert "pg_restore" not in machine.calls


@pytest.fixture(scope="module")
def postgres():
    need("postgres")
    need("postgres-client")
    server = Postgres()
    server.start()
    yield server
    server.end()


@pytest.fixture
def clinic(machine, postgres):
    """A machine whose docker asks a real PostgreSQL, with one row in the tables."""
    machine.env |= {
        "REAL": "yes",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(postgres.port),
        "LC_ALL": "C",
    }
    machine.postgres = postgres
    ask(postgres, "postgres", "DROP DATABASE IF EXISTS backtalk", "DROP ROLE IF EXISTS backtalk")
    ask(postgres, "postgres", "CREATE ROLE backtalk SUPERUSER LOGIN")
    ask(postgres, "postgres", "CREATE DATABASE backtalk OWNER backtalk")
    ask(postgres, "backtalk", "CREATE TABLE backtalk_alembic_version (version_num text)")
    ask(postgres, "backtalk", "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('before')")
    return machine


def ask(postgres, database, *statements):
    url = postgres.url.rpartition("/")[0]
    engine = sa.create_engine(f"{url}/{database}", isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                found = connection.execute(sa.text(statement))
            return [row[0] for row in found] if found.returns_rows else []
    finally:
        engine.dispose()


def backed_up(clinic):
    """Make a backup, then go on: a newer version makes a table, somebody says something."""
    assert clinic.run("backup.sh", "backups") == 0
    (name,) = clinic.backups
    ask(
        clinic.postgres,
        "backtalk",
        "CREATE TABLE newer (word text)",
        "UPDATE kept SET word = 'since'",
    )
    return f"backups/{name}"


def state(clinic):
    named = "SELECT datname FROM pg_database WHERE datname LIKE 'backtalk%'"
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    return (
        ask(clinic.postgres, "postgres", named),
        ask(clinic.postgres, "backtalk", tables),
        ask(clinic.postgres, "backtalk", "SELECT word FROM kept"),
    )


AS_BACKED_UP = (["backtalk"], ["backtalk_alembic_version", "kept"], ["before"])
AS_SINCE = (["backtalk"], ["backtalk_alembic_version", "kept", "newer"], ["since"])


def test_postgres_is_as_it_was_backed_up_tables_of_a_newer_version_gone(clinic):
    assert clinic.run("restore.sh", backed_up(clinic)) == 0
    assert state(clinic) == AS_BACKED_UP


@pytest.mark.parametrize("fails", ["pg_restore", "stop proxy", "data purge"])
def test_postgres_is_as_it_is_when_a_restore_fails(clinic, fails):
    assert clinic.run("restore.sh", backed_up(clinic), FAILS=fails) != 0
    assert state(clinic) == AS_SINCE
    assert "as it was" in clinic.said


def test_postgres_is_as_it_is_when_the_file_is_cut_short(clinic):
    path = clinic.folder / backed_up(clinic)
    path.write_bytes(path.read_bytes()[:-40])
    assert clinic.run("restore.sh", path) != 0
    assert state(clinic) == AS_SINCE
    assert "stop proxy bot" not in clinic.calls


def test_postgres_is_as_it_is_when_the_file_is_of_another_program(clinic):
    backed_up(clinic)
    ask(clinic.postgres, "backtalk", "ALTER TABLE backtalk_alembic_version RENAME TO others")
    assert clinic.run("backup.sh", "others") == 0
    ask(clinic.postgres, "backtalk", "ALTER TABLE others RENAME TO backtalk_alembic_version")
    (other,) = (clinic.folder / "others").iterdir()
    assert clinic.run("restore.sh", other) == 1
    assert state(clinic) == AS_SINCE


UV = """#!/bin/sh
printf '%s %s %s\\n' "${UV_PYTHON_INSTALL_DIR:-}" "${UV_PYTHON_PREFERENCE:-}" "$*" >>"$AT/calls"
mkdir -p .venv/bin
printf '#!/bin/sh\\n' >.venv/bin/backtalk
chmod +x .venv/bin/backtalk
[ -z "$FAILS" ]
"""


@pytest.fixture
def project(machine):
    """A machine with a uv that notes its calls, the Python of these tests, and a fresh clone."""
    (machine.folder / "scripts").mkdir()
    shutil.copy(HOME / "scripts" / "setup.sh", machine.folder / "scripts")
    for name in ("uv.lock", "pyproject.toml"):
        machine.file(name)
    machine.program("uv", UV)
    (machine.folder / "bin" / "python3.10").symlink_to(os.path.realpath(sys.executable))
    machine.env |= {"PATH": f"{machine.folder / 'bin'}:/usr/bin:/bin", "HOME": str(machine.folder)}
    return machine


def set_up(project, *how, **env):
    return project.run("../scripts/setup.sh", *how, **env)


def test_a_set_up_is_done_once(project):
    assert set_up(project) == set_up(project) == 0
    (call,) = project.calls
    assert "--no-dev" not in call
    assert call.endswith(f"--python {project.folder / 'bin' / 'python3.10'}")


def test_a_service_gets_no_tools_of_development_and_no_python_of_a_home_folder(project):
    assert set_up(project, "--service") == set_up(project, "--service") == 0
    (call,) = project.calls
    assert call.startswith(f"{project.folder}/.tools/python ")
    assert "--no-dev" in call
    is_in_a_home = os.path.realpath(sys.base_prefix).startswith(("/home/", "/root/", "/run/user/"))
    assert ("--python" not in call) == ("only-managed" in call) == is_in_a_home


def test_another_kind_of_set_up_is_done_anew(project):
    assert set_up(project, "--service") == set_up(project) == 0
    assert len(project.calls) == 2


def test_a_set_up_that_failed_is_not_taken_for_done(project):
    assert set_up(project) == 0
    project.file("uv.lock", "another")
    assert set_up(project, FAILS="yes") != 0
    project.file("uv.lock", "PGDMP all of it")
    assert set_up(project) == 0
    assert len(project.calls) == 3


@pytest.mark.parametrize("name", ["backup.sh", "restore.sh"])
def test_scripts_are_well_formed_and_say_what_they_want(name):
    subprocess.run(["sh", "-n", DEPLOY / name], check=True)
    done = subprocess.run(["sh", DEPLOY / name], capture_output=True, text=True)
    assert done.returncode != 0
    assert f"deploy/{name}" in done.stderr
