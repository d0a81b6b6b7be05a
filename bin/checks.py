"""Every check there is, each defined once, here; called by bin/check, and by pre-commit through it."""

import os
import subprocess
import sys
from pathlib import Path

TOOLS = Path(sys.executable).parent
CHECKS = {
    "ruff": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "upgrades": ["python", "bin/lint_migrations.py"],
    "deploy": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "dockerfile": ["hadolint", "Dockerfile"],
    "compose": ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
}
# Settings as in production, with nothing behind them: no check may need a server (“upgrades” starts its own).
PRODUCTION = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DEBUG": "off",
    "SITE_URL": "https://careerplanner.example",
    "DATABASE_URL": "postgres://careerplanner_app@127.0.0.1:9/careerplanner",
    "DATABASE_OWNER_URL": "postgres://careerplanner_owner@127.0.0.1:9/careerplanner",
    "DATABASE_POOL": "off",
    "REDIS_URL": "redis://redis.invalid:6379/0",
    "EMAIL_URL": "smtp+tls://mail.invalid:587",
    "DJANGO_SETTINGS_MODULE": "careerplanner.settings",
    "PYTHONWARNINGS": "ignore:Got an error checking a consistent migration history:RuntimeWarning",
}


def main(wanted: list[str]) -> None:
    """Run the wanted checks, or all; the exit code says whether all passed, the last line which did not."""
    unknown = set(wanted) - set(CHECKS)
    if unknown:
        sys.exit(f"There is no check called {', '.join(sorted(unknown))}; there are: {', '.join(CHECKS)}.")
    mine = {name: value for name, value in os.environ.items() if name != "OUTBOX_DIR"}
    variables = {**mine, **PRODUCTION, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    failed = []
    for name in wanted or CHECKS:
        print(f"— {name}", flush=True)
        program, *arguments = CHECKS[name]
        tool = TOOLS / program
        if not tool.exists():
            print(f"{program} is not in {TOOLS}: is it in the dev group of pyproject.toml?")
            failed.append(name)
        elif subprocess.call([tool, *arguments], env=variables):
            failed.append(name)
    if failed:
        sys.exit(f"These checks failed: {', '.join(failed)}. One alone: bin/check {failed[0]}")
    print("All checks passed.")


if __name__ == "__main__":
    main(sys.argv[1:])
