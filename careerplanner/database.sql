-- Roles, rights and extensions of one careerplanner database. Run by a superuser, connected to that
-- database, as often as wanted. The one place for these: bin/start, bin/test and the compose file all use it.
-- It sets no passwords; a server that asks for them gets them from whoever runs it (docs/deploying.md).

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'careerplanner_owner') THEN
        CREATE ROLE careerplanner_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'careerplanner_app') THEN
        CREATE ROLE careerplanner_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO careerplanner_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO careerplanner_app', current_database());
END
$$;

ALTER SCHEMA public OWNER TO careerplanner_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO careerplanner_app;

-- What the owner's migrations make, the app may read and write, but never change or drop.
ALTER DEFAULT PRIVILEGES FOR ROLE careerplanner_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO careerplanner_app;
ALTER DEFAULT PRIVILEGES FOR ROLE careerplanner_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO careerplanner_app;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
