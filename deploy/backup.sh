#!/bin/sh
# Writes the database of deploy/compose.yml into a file, encrypted for a recipient of age(1) if one is
# named, and prints the file's name. Usage: deploy/backup.sh FOLDER [AGE_RECIPIENT]
# What is deleted in the bot stays in backups. KEEP_DAYS=N in the environment deletes those in FOLDER that
# are N days old, once the new one is written: no more than BACKTALK_RETENTION_DAYS.
set -eu
folder=${1:?"where to? deploy/backup.sh FOLDER [AGE_RECIPIENT]"}
recipient=${2:-}
keep=${KEEP_DAYS:-}
here=$(dirname "$0")

fail() { printf '%s\n' "$*" >&2; exit 1; }
compose() { docker compose -f "$here/compose.yml" --env-file "$here/.env" "$@"; }
dump() { compose exec -T database pg_dump -U backtalk -d backtalk --format=custom </dev/null; }
pack() { if [ -n "$recipient" ]; then age -r "$recipient"; else cat; fi; }

case $keep in
0* | *[!0-9]*) fail "KEEP_DAYS is $keep. Set it to a whole number from 1." ;;
esac
[ -f "$here/.env" ] || fail "$here/.env is not there."
if [ -n "$recipient" ]; then
    command -v age >/dev/null || fail "age is not installed: no backup was written."
    pack </dev/null >/dev/null || fail "age cannot encrypt for $recipient: no backup was written."
fi

umask 077
mkdir -p -- "$folder"
name="$folder/backtalk-$(date -u +%Y%m%dT%H%M%SZ).dump${recipient:+.age}"
trap 'rm -f -- "$name.part"' EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM
# Encrypted on its way: in clear text it never lies on the disk. A pipe ends with the code of its last
# program alone, so the first one says by itself that it came to its end.
ended=$({ { dump && echo whole >&3; } | pack >"$name.part"; } 3>&1) || ended=
if [ "$ended" != whole ] || [ ! -s "$name.part" ]; then fail "The dump failed: no backup was written."; fi
mv -- "$name.part" "$name"
[ -z "$keep" ] || find "$folder/." ! -name . -prune -type f -name 'backtalk-*.dump*' -mtime "+$((keep - 1))" -exec rm -f {} +
printf '%s\n' "$name"
