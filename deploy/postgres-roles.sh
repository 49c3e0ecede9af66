#!/bin/sh
# Runs once, when the database volume is empty: the owner for migrations, and a login that owns nothing.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=owner_password="$FNUG_OWNER_PASSWORD" --set=app_password="$FNUG_APP_PASSWORD" <<'SQL'
CREATE ROLE fnug LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE fnug_web NOLOGIN;
GRANT fnug_web TO fnug WITH ADMIN OPTION;
CREATE ROLE fnug_app LOGIN PASSWORD :'app_password' IN ROLE fnug_web;
CREATE DATABASE fnug OWNER fnug;
REVOKE ALL ON DATABASE fnug FROM PUBLIC;
GRANT CONNECT ON DATABASE fnug TO fnug_web;
SQL
