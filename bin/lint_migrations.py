"""Holds migrations to what a site can do while people use it (docs/upgrading.md); called by bin/check.

Each becomes the SQL that PostgreSQL would get, on an empty server of its own, and is read by django-migration-linter.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from careerplanner.embedded import ADMIN, THROWAWAY, Postgres, provision  # noqa: E402  # the path first

# Up to these, no site ran that an upgrade could have stopped. The next ones are made so that it does not.
BASELINE = {
    "users": "0003_deletion",
    "skills": "0005_hidden_labels",
    "people": "0002_fences",
    "achievements": "0009_people",
    "opportunities": "0006_referrals",
    "reflections": "0009_parcels",
}
# What may be all the same: {("app", "migration"): ("CODE of the linter, CODE", "why it does no harm")}.
EXCEPTIONS: dict[tuple[str, str], tuple[str, str]] = {}
# Which of the linter's warnings are errors here: they keep everybody from writing while they run.
LOCKING = ["CREATE_INDEX", "DROP_INDEX", "CREATE_INDEX_EXCLUSIVE", "REINDEX"]


TABLE = re.compile(r'(?:ALTER TABLE|INDEX .*? ON) (?:ONLY )?"?(\w+)')


def lint(baseline: dict[str, str], exceptions: dict[tuple[str, str], tuple[str, str]]) -> list[str]:
    """The migrations after the baseline that would stop a running site, as app.name; prints what is wrong with them."""
    from django.db.migrations.loader import MigrationLoader
    from django_migration_linter import MigrationLinter

    class OnFullTables(MigrationLinter):
        """A table that the same migration makes is empty: nobody waits for what is done to it."""

        def get_sql(self, app_label: str, migration_name: str) -> list[str]:
            statements = super().get_sql(app_label, migration_name)
            made = set(re.findall(r'CREATE TABLE "?(\w+)', "\n".join(statements)))
            return [each for each in statements if not made & set(TABLE.findall(each)[:1])]

    loader = MigrationLoader(None, ignore_no_migrations=True)
    wrong = []
    for app, name in sorted(loader.disk_migrations):
        if app not in baseline or name <= baseline[app]:
            continue
        allowed = exceptions.get((app, name), ("", ""))[0].replace(" ", "").split(",")
        linter = OnFullTables(
            str(ROOT), no_cache=True, warnings_as_errors_tests=LOCKING, exclude_migration_tests=allowed, quiet=["ok"]
        )
        linter.lint_migration(loader.disk_migrations[app, name])
        if linter.has_errors:
            wrong.append(f"{app}.{name}")
    return wrong


def main() -> None:
    """Lint against a throw-away server; the exit code says whether all is well."""
    with tempfile.TemporaryDirectory(prefix="cp-", ignore_cleanup_errors=True) as folder:
        postgres = Postgres(Path(folder), dict(THROWAWAY), tell=lambda _: None)
        try:
            postgres.start()
            provision(postgres.url(ADMIN, "postgres"))
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
                "DATABASE_URL": postgres.url("careerplanner_app"),
                "DATABASE_POOL": "off",
            }
            import django

            django.setup()
            wrong = lint(BASELINE, EXCEPTIONS)
        finally:
            postgres.stop()
    if wrong:
        sys.exit(f"These would stop a running site: {', '.join(wrong)}. docs/upgrading.md says how to do it in steps.")
    print("Every migration after the baseline can be made while people use the site.")


if __name__ == "__main__":
    main()
