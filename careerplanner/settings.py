"""Settings, read from the environment; a bad value stops the start with a sentence."""

import os
import re
from pathlib import Path

import django_stubs_ext
import environ
from bootstrap_wrapper import get_bootstrap_css_dir
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

# --- Where the site lives ---------------------------------------------------------------------------
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier ones, while what they sealed is in use
DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"SITE_URL must start with http:// or https://, but is {SITE_URL!r}.")
HTTPS = SITE_URL.startswith("https://")
SITE_HOST = SITE_URL.partition("://")[2].rpartition(":")[0] or SITE_URL.partition("://")[2]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "careerplanner.urls"
WSGI_APPLICATION = "careerplanner.wsgi.application"

INSTALLED_APPS = [
    "apps.users.operators_app.Operators",  # django.contrib.admin, behind the door of everybody and a second step
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "careerplanner.staticfiles.ShippedFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "apps.users",
    "apps.skills",
    "apps.people",
    "apps.achievements",
    "apps.opportunities",
    "apps.reflections",
]

MIDDLEWARE = [
    # The first two are outermost, so that no answer goes without them: files, redirects to HTTPS, refused hosts.
    "careerplanner.headers.PrivatePages",
    "careerplanner.headers.ContentPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careerplanner.headers.CompressUnreflected",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "careerplanner.refusals.NoteRefusals",
    "apps.users.middleware.SessionLimits",
    "apps.users.middleware.PersonsOwnFormats",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.users.unsent.KeepUnsent",
    "apps.reflections.visits.NoteVisit",
    "apps.users.middleware.ActAsPerson",  # last: everything inside runs as the person
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "apps.users.templatetags.formats",
                "apps.opportunities.templatetags.method",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "apps.users.templatetags.constants",  # after i18n, of which it takes some over
            ],
        },
    }
]

# Figures for Prometheus at /metrics/, for whoever brings this token; empty: there is no such address.
METRICS_TOKEN = env("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must have 20 characters or more, for instance from openssl rand -hex 24.")
if METRICS_TOKEN:
    MIDDLEWARE.insert(0, "careerplanner.metrics.Measure")

# --- Data -------------------------------------------------------------------------------------------
# `default` is the app role, which row security binds; `owner` makes tables and is used by `migrate` only.
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True  # so that pgbouncer in transaction mode works
if env.bool("DATABASE_POOL", default=True):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 20, "timeout": 10}
if env("DATABASE_OWNER_URL", default=""):
    DATABASES["owner"] = env.db_url("DATABASE_OWNER_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "careerplanner.cache.Cache",
        "LOCATION": env("CACHE_URL", default=REDIS_URL),
        "KEY_PREFIX": "careerplanner",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30  # seconds; the limits are in apps/users/session_limits.py
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # unless “keep me logged in on this device” was ticked

# --- Accounts ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "apps.users.passwords.HardToGuess"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reflections:today"
LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_ADAPTER = "apps.users.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {
    "add_email": "apps.users.account_forms.AddEmailForm",
    "change_password": "apps.users.account_forms.ChangePasswordForm",
    "confirm_login_code": "apps.users.account_forms.ConfirmLoginCodeForm",
    "login": "apps.users.account_forms.LoginForm",
    "reauthenticate": "apps.users.account_forms.ReauthenticateForm",
    "request_login_code": "apps.users.account_forms.RequestLoginCodeForm",
    "reset_password": "apps.users.account_forms.ResetPasswordForm",
    "reset_password_from_key": "apps.users.account_forms.ResetPasswordKeyForm",
    "set_password": "apps.users.account_forms.SetPasswordForm",
    "signup": "apps.users.account_forms.SignupForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "apps.users.second_step.SecondStep"
MFA_FORMS = {
    "activate_totp": "apps.users.account_forms.ActivateForm",
    "add_webauthn": "apps.users.account_forms.AddPasskeyForm",
    "authenticate": "apps.users.account_forms.AuthenticateForm",
    "edit_webauthn": "apps.users.account_forms.RenamePasskeyForm",
    "reauthenticate": "apps.users.account_forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False

# --- Language, numbers and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Pages and files ----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_css_dir())]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "careerplanner.staticfiles.CollectedFiles"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has any business with our files
FORM_RENDERER = "apps.users.rendering.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 * 2  # bytes
# A file somebody sends is read in memory and never lies on our disk; a larger one is not read at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 * 10  # bytes of the whole request

# --- What browsers are told ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "careerplanner.notes.Notes"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "careerplanner.errors.csrf_failure"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 * 2
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^health/", r"^metrics/$"]
    if env.bool("BEHIND_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- E-mail -------------------------------------------------------------------------------------------
# OUTBOX_DIR is set by bin/start only: mail then goes to this folder and /outbox/ shows it.
OUTBOX_DIR = Path(env("OUTBOX_DIR")) if env("OUTBOX_DIR", default="") else None
if OUTBOX_DIR:
    EMAIL_BACKEND = "careerplanner.outbox.OutboxBackend"
else:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"careerplanner <hello@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What a mail provider reports is believed where one of its keys is here (docs/deploying.md).
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): key for name, key in os.environ.items() if name.startswith("ANYMAIL_") and key
}

MAIL_LATE_MINUTES = env.int("MAIL_LATE_MINUTES", default=10)  # later than this is an alarm (/health/mail/)

# --- Replies to the weekly e-mail -----------------------------------------------------------------------
# Empty is off. Each e-mail then gets an address of its own: reply+secret@host for reply@host.
REPLY_ADDRESS = env("REPLY_ADDRESS", default="")
if REPLY_ADDRESS and not re.fullmatch(r"[\w.-]{1,30}@[\w.-]+", REPLY_ADDRESS):
    raise ImproperlyConfigured(f"REPLY_ADDRESS must be an address such as reply@mail.example, not {REPLY_ADDRESS!r}.")
# Two ways in: a mailbox that is polled, and what a provider brings (ANYMAIL_WEBHOOK_SECRET and other names of Anymail).
IMAP_URL = env("IMAP_URL", default="")
if IMAP_URL and not re.match(r"(imaps|imap\+tls|imap)://[^/@]+@[^/@]+", IMAP_URL):
    raise ImproperlyConfigured("IMAP_URL must look like imaps://user:password@mail.example/INBOX.")
# --- Celery -------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120  # seconds; well under the visibility timeout, so that no task runs twice at once
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "global_keyprefix": "careerplanner-"}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# Workers take from both in turn, so that a popular hour's thousands of e-mails hold up nothing else.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("letters")]
CELERY_TASK_ROUTES = {"apps.reflections.tasks.send_nudges": {"queue": "letters"}}
CELERY_BEAT_SCHEDULE = {
    "claim-due-nudges": {
        "task": "apps.reflections.tasks.claim_due_nudges",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
    "sweep-nudges": {
        "task": "apps.reflections.tasks.sweep_nudges",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 240},
    },
}
CELERY_BEAT_SCHEDULE |= {
    "sweep-parcels": {
        "task": "apps.reflections.tasks.sweep_parcels",
        "schedule": crontab(minute="3-59/5"),
        "options": {"expires": 240},
    },
    "delete-closed-accounts": {
        "task": "apps.reflections.tasks.delete_closed_accounts",
        "schedule": crontab(minute=17),
        "options": {"expires": 3000},
    },
}
if REPLY_ADDRESS:
    CELERY_BEAT_SCHEDULE["sweep-replies"] = {
        "task": "apps.reflections.tasks.sweep_replies",
        "schedule": crontab(minute="1-59/2"),
        "options": {"expires": 110},
    }
if REPLY_ADDRESS and IMAP_URL:
    CELERY_BEAT_SCHEDULE["poll-replies"] = {
        "task": "apps.reflections.tasks.poll_replies",
        "schedule": crontab(minute="*/2"),
        "options": {"expires": 110},
    }

# --- Logs: what happened, never what somebody wrote ------------------------------------------------------
LOG_FORMAT = env("LOG_FORMAT", default="line")
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT must be line or json, but is {LOG_FORMAT!r}.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "careerplanner.plain_logs.Json"},
    },
    "filters": {
        "hide_secrets": {"()": "careerplanner.logs.HideSecrets"},
        "hide_persons": {"()": "careerplanner.plain_logs.HidePersons", "keep_words": DEBUG},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["hide_secrets", "hide_persons"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
