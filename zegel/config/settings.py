"""Composition only: which rooms exist and how they are wired."""

import os
from pathlib import Path
from typing import Any

import psycopg.conninfo
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from zegel.config.environment import read

ENVIRONMENT = read(os.environ)
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [ENVIRONMENT.origin.split("//")[1].split(":")[0], "localhost"]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "zegel.outbox",
    "zegel.vault",
    "zegel.evidence",
    "zegel.notify",
    "zegel.outages",
    "zegel.identity",
    "zegel.authentication",
    "zegel.key_custody",
    "zegel.professions",
    "zegel.boxes",
    "zegel.key_log",
    "zegel.contacts",
    "zegel.mail",
    "zegel.casefile",
    "zegel.filing",
    "zegel.fees",
    "zegel.planning",
    "zegel.proceedings",
    "zegel.judgments",
    "zegel.workers",
    "zegel.portal",
    "zegel.api",
    "zegel.inbound_mail",
    "zegel.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zegel.portal.middleware.PrivateResponses",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    # Below the policy, not above it: a worker has no policy but that of its own script's answer.
    "zegel.portal.delivery.StaticFiles",
    "zegel.portal.delivery.CompressedForStrangers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "zegel.web_session.middleware.AccountSessions",
    "zegel.portal.gate.PageGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "zegel.config.urls"
WSGI_APPLICATION = "zegel.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each area of the pages has its own.
        "DIRS": sorted((PACKAGE / "portal").glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "zegel.portal.delivery.UnindentedTemplates",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zegel.portal.context.common",
            ],
        },
    },
]


def _database(conninfo: str) -> dict[str, Any]:
    """A libpq connection string or URL as Django wants it; one pooled connection per thread."""
    parts = psycopg.conninfo.conninfo_to_dict(conninfo)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "zegel"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Statements are prepared after five uses. They are planned for their values all the same: a search for what
        # everybody writes and one for what nobody wrote need different plans.
        "OPTIONS": {
            **parts,
            "server_side_binding": True,
            "options": f"{parts.get('options', '')} -c plan_cache_mode=force_custom_plan".strip(),
        },
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


DATABASES = {"default": _database(ENVIRONMENT.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.User"
# Sessions of accounts are of the authentication house (`web_session.middleware`); Django's form and backends log nobody in.
AUTHENTICATION_BACKENDS: list[str] = []
# The browser has stretched the password with Argon2id (64 MiB) before this hash ever sees it, so this one only
# has to keep a stolen table from being used for login; see docs/decisions.
PASSWORD_HASHERS = ["zegel.authentication.hashers.LoginHalfHasher"]
# An address is unique whatever its capitals: a constraint on Lower(email), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "/login"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# Lax, not Strict: the first page a guest sees comes from a link in a mail program.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.origin.startswith("https://")
# The prefix makes a browser refuse a session that a neighbouring subdomain or plain HTTP wants to plant.
SESSION_COOKIE_NAME = "__Host-sessionid" if SESSION_COOKIE_SECURE else "sessionid"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SESSION_COOKIE_SECURE
X_FRAME_OPTIONS = "DENY"

SECURE_CSP = {
    "default-src": [CSP.NONE],
    # The password is stretched by a WebAssembly build of Argon2id; nothing else may be compiled.
    "script-src": [CSP.SELF, "'wasm-unsafe-eval'"],
    "worker-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["zegel"],
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "portal" / "locale", PACKAGE / "notify" / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "zegel.portal.shared.words.WordFinder",
]
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zegel.portal.delivery.BuiltFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = ENVIRONMENT.debug

# A part of an upload is at most 5 MiB; JSON bodies are far smaller.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"links": {"()": "zegel.config.logs.WithoutLinkSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
