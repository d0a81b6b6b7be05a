#!/bin/sh
# Gives the two roles of database.sql their passwords; compose runs it once, when the database is made.
set -eu
psql --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-careerplanner}" \
    --set ON_ERROR_STOP=1 --set app="$DATABASE_APP_PASSWORD" --set owner="$DATABASE_OWNER_PASSWORD" <<'SQL'
ALTER ROLE careerplanner_app PASSWORD :'app';
ALTER ROLE careerplanner_owner PASSWORD :'owner';
SQL
