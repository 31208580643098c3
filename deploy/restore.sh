#!/bin/sh
# Puts a file of backup.sh in place of everything that is in the database of deploy/compose.yml.
# Usage: deploy/restore.sh FILE [AGE_IDENTITY]; the identity is the file with the key of an encrypted backup.
# The file is read into a database beside the one in use, and the bots are stopped only when it is there as a
# whole. If anything fails, the old database stays in use, and bots that ran before run again.
set -eu
file=${1:?"which file? deploy/restore.sh FILE [AGE_IDENTITY]"}
identity=${2:-}
here=$(dirname "$0")

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
compose() { docker compose -f "$here/compose.yml" --env-file "$here/.env" "$@"; }
sql() { compose exec -T database psql -q -At -v ON_ERROR_STOP=1 -U backtalk "$@" </dev/null; }
plain() { if [ -n "$identity" ]; then age -d -i "$identity" -- "$file"; else cat -- "$file"; fi; }

swap() { # $1 becomes the database in use, and that one $2: both or neither
    sql -d postgres --single-transaction \
        -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('backtalk', '$1')" \
        -c "ALTER DATABASE backtalk RENAME TO $2" \
        -c "ALTER DATABASE $1 RENAME TO backtalk" >/dev/null
}

drop() {
    sql -d postgres -c "DROP DATABASE IF EXISTS $1 WITH (FORCE)" 2>/dev/null ||
        say "The database $1 could not be deleted. It holds what people said: delete it."
}

finish() {
    code=$?
    trap '' HUP INT TERM
    trap - EXIT
    case $state in
    started | stopped)
        say "Nothing was restored; the database is as it was."
        drop backtalk_restored
        ;;
    swapped)
        if swap backtalk_before backtalk_restored; then
            say "Nothing was restored; the database is as it was."
        else
            say "If there is a database backtalk_before, it is the one of before, and could not be put back."
        fi
        drop backtalk_restored
        ;;
    restored) drop backtalk_before ;;
    esac
    if [ "$state" != started ]; then
        compose up -d || { code=1; say "The bots could not be started."; }
    fi
    exit "$code"
}

if [ ! -f "$file" ] || [ ! -s "$file" ]; then fail "$file is not there or empty."; fi
[ -f "$here/.env" ] || fail "$here/.env is not there: without its secrets a backup is of little use."
case $(dd if="$file" bs=21 count=1 2>/dev/null | LC_ALL=C tr -cd '[:print:]') in
PGDMP*) identity= ;;
age-encryption.org/v1)
    [ -n "$identity" ] || fail "$file is encrypted. Name the file with its key: deploy/restore.sh FILE AGE_IDENTITY"
    command -v age >/dev/null || fail "age is not installed."
    plain >/dev/null || fail "$file cannot be decrypted with $identity, or is damaged."
    ;;
*) fail "$file is not a file of backup.sh." ;;
esac

compose up -d --wait database
# Builds the image if there is none yet, as on a new machine.
compose run --rm --no-deps -T bot true </dev/null
left=$(sql -d postgres -c "SELECT datname FROM pg_database WHERE datname = 'backtalk_before'")
[ -z "$left" ] || fail "There is a database backtalk_before, of a run that was cut short. Look whether it is needed, and delete it."
drop backtalk_restored
state=started
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM
sql -d postgres -c "CREATE DATABASE backtalk_restored"
plain | compose exec -T database pg_restore -U backtalk -d backtalk_restored --no-owner --exit-on-error --single-transaction
sql -d backtalk_restored -c "SELECT version_num FROM backtalk_alembic_version" >/dev/null || fail "$file holds no tables of Backtalk."

say "Stopping the bots"
state=stopped
compose stop proxy bot
state=swapped # before it is, lest it be undone only by half
swap backtalk_restored backtalk_before
# What was due to be deleted since the backup was made goes before anybody can see it.
compose run --rm -T bot backtalk data purge </dev/null
state=restored
say "Restored; starting the bots"
