"""All settings, read from the environment. What a school enters about itself is data in the database, not here."""

import os
from pathlib import Path

from bookbag.config import database, demonstration, files, providers, secrets
from bookbag.schools import languages


def flag(name: str) -> bool:
    """True where the environment sets the name to 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The environment's value split at commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


HOME = Path(os.environ.get("BOOKBAG_HOME", ".bookbag")).absolute()
DEMO = flag("BOOKBAG_DEMO")
if DEMO:
    demonstration.require_loopback()
DEBUG = False
SECRET_KEY = secrets.secret(HOME, "django")
REPLY_TOKEN_KEY = secrets.secret(HOME, "reply-token")
ALLOWED_HOSTS = words("BOOKBAG_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("BOOKBAG_ORIGINS")
PUBLIC_URL = os.environ.get("BOOKBAG_URL", f"http://127.0.0.1:{os.environ.get('BOOKBAG_PORT', '8000')}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "bookbag.schools",
    "bookbag.record",
    "bookbag.people",
    "bookbag.adoption",
    "bookbag.outbox",
    "bookbag.compose",
    "bookbag.desk",
    "bookbag.safeguarding",
    "bookbag.governance",
    "bookbag.jobs",
    "bookbag.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bookbag.web.security.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bookbag.web.middleware.SchoolOfTheRequest",
]

ROOT_URLCONF = "bookbag.config.urls"
# Addresses have no slash at their end, so what hangs on one begins with its own.
SILENCED_SYSTEM_CHECKS = ["urls.W002"]
WSGI_APPLICATION = "bookbag.config.wsgi.application"
AUTH_USER_MODEL = "schools.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
# django-allauth carries second factors and sessions; its pages are ours, and nobody makes an account with it. Guesses
# are counted by schools.actions.logins, in the database, so that all processes count together; hence no limits here.
ACCOUNT_ADAPTER = "bookbag.web.entrance.Entrance"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_ADAPTER = "bookbag.web.entrance.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey asks for a finger, a face or a PIN itself, and so is two factors in one.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Bookbag"
MFA_FORMS = {
    "authenticate": "bookbag.web.forms.entry.Code",
    "authenticate_webauthn": "bookbag.web.forms.entry.Passkey",
    "activate_totp": "bookbag.web.forms.entry.FirstCode",
}
# Google's and Microsoft's accounts: see web/openid.py, which asks them, and docs/runbook.md.
PROVIDERS = providers.configured(HOME)
# The demo has no passwords, and so no second factor beside them.
SECOND_FACTOR = not DEMO
# Where lists of people may lie that are fetched at night, a folder a school; and where Wonde is, if elsewhere.
IMPORT_ROOT = Path(os.environ.get("BOOKBAG_IMPORTS", HOME / "imports"))
WONDE = os.environ.get("BOOKBAG_WONDE", "")
CSRF_FAILURE_VIEW = "bookbag.web.middleware.forged"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "bookbag.web.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "bookbag.web.renderer.GovukRenderer"

# The pool holds one connection for each of the web server's threads; see cli/web.py.
POOL = int(os.environ.get("BOOKBAG_POOL", "4"))
ROLE = database.role(os.environ.get("BOOKBAG_DB_ROLE", "app"))
_where = database.connection(ROLE, home=HOME)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _where["dbname"],
        "USER": _where["user"],
        "PASSWORD": _where["password"],
        "HOST": _where["host"],
        "PORT": _where["port"],
        # One transaction a request is opened by web.middleware, with the school in it.
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # The pool looks whether a connection still lives before it hands it out: the database may have been restarted.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": POOL, "timeout": 10},
            # Values travel apart from their statement, so that the server can keep a plan: half of its work an
            # e-mail. A PgBouncer in between would lose the plans, so that they are kept where there can be none.
            "server_side_binding": True,
            "prepare_threshold": 5 if database.is_embedded() else None,
        },
    },
}
# Migrations grant to this role; it owns nothing and passes no policy.
APP_ROLE = os.environ.get("BOOKBAG_APP_ROLE", "bookbag_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "arrivals": files.store(os.environ, home=HOME),
}
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_MANIFEST_STRICT = False

# Pages of staff are English. Those of families, and the form, also speak what the school offers; see web/tongues.py.
LANGUAGE_CODE = languages.ENGLISH
LANGUAGES = [(languages.ENGLISH, "English"), *languages.BESIDE.items()]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Days after a child has left in which its parents can still read their correspondence: about a term.
FAMILY_GRACE_DAYS = int(os.environ.get("BOOKBAG_FAMILY_GRACE_DAYS", "120"))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
BEHIND_PROXY = flag("BOOKBAG_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Mail out: the school's own submission server. In the demo it is the local sink.
SMTP_HOST = os.environ.get("BOOKBAG_SMTP_OUT_HOST", "127.0.0.1")
SMTP_OUT_PORT = int(os.environ.get("BOOKBAG_SMTP_OUT_PORT", "2526"))
SMTP_USER = os.environ.get("BOOKBAG_SMTP_OUT_USER", "")
SMTP_PASSWORD = os.environ.get("BOOKBAG_SMTP_OUT_PASSWORD", "")
SMTP_TLS = os.environ.get("BOOKBAG_SMTP_OUT_TLS", "none" if SMTP_HOST in {"127.0.0.1", "localhost"} else "starttls")
# Seconds in which Send can be undone.
UNDO_SECONDS = int(os.environ.get("BOOKBAG_UNDO_SECONDS", "10"))

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = ["bookbag.jobs.schedule"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("BOOKBAG_LOG", "WARNING")},
}
