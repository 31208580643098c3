#!/bin/sh
# Puts a file of backup.sh back in place of everything that is in the database.
# Usage: deploy/restore.sh FILE.dump
set -eu
file=${1:?"which file? deploy/restore.sh FILE.dump"}
[ -s "$file" ] || { echo "$file is not there or empty." >&2; exit 1; }
compose="docker compose -f $(dirname "$0")/compose.yml --env-file $(dirname "$0")/.env"
# Nobody may write meanwhile.
$compose stop proxy bot
$compose exec -T database pg_restore -U backtalk -d backtalk --clean --if-exists --exit-on-error --single-transaction <"$file"
# What was due to be deleted since the backup was made goes now.
$compose run --rm bot backtalk data purge
$compose start bot proxy
