#!/bin/sh
# Writes the database of deploy/compose.yml into a file, encrypted for a recipient of age(1) if one is
# named. Usage: deploy/backup.sh FOLDER [AGE_RECIPIENT]
# What is deleted in the bot stays in backups: keep them no longer than BACKTALK_RETENTION_DAYS.
set -eu
folder=${1:?"where to? deploy/backup.sh FOLDER [AGE_RECIPIENT]"}
recipient=${2:-}
umask 077
mkdir -p "$folder"
name="$folder/backtalk-$(date -u +%Y%m%dT%H%M%SZ).dump"
compose="docker compose -f $(dirname "$0")/compose.yml --env-file $(dirname "$0")/.env"
$compose exec -T database pg_dump -U backtalk -d backtalk --format=custom >"$name.part"
[ -s "$name.part" ] || { echo "The backup is empty." >&2; exit 1; }
if [ -n "$recipient" ]; then
    age -r "$recipient" -o "$name.age" "$name.part"
    rm "$name.part"
    echo "$name.age"
else
    mv "$name.part" "$name"
    echo "$name"
fi
