"""Django settings. Nothing is set here for one installation: values come from environment.py."""

from pathlib import Path

from csp.constants import NONE, SELF

from kopir import environment
from kopir.base import standbys
from kopir.base.keys import secret_key

env = environment.read()

PACKAGE = Path(__file__).resolve().parent
KOPIR_DATA: Path = env["DATA"]
KOPIR_FILES = KOPIR_DATA / "files"
KOPIR_KEYS = KOPIR_DATA / "keys"
KOPIR_REJECTED = KOPIR_DATA / "rejected"
KOPIR_MAIL = env["MAIL"] | {"folder": KOPIR_DATA / "mail"}
KOPIR_MAX_FILE_MB = env["MAX_FILE_MB"]
KOPIR_SCANNER = env["SCANNER"]
KOPIR_ENCODER = env["ENCODER"]
KOPIR_KEPT_PAGES = env["KEPT_PAGES"]
KOPIR_RETENTION = env["RETENTION"]
KOPIR_PORT = env["PORT"]
KOPIR_HOST = env["HOST"]
KOPIR_WEB_PROCESSES = env["WEB_PROCESSES"]
KOPIR_ADDRESS = env["ADDRESS"] or f"http://localhost:{KOPIR_PORT}"

DEBUG = env["DEBUG"]
SECRET_KEY = secret_key(env["SECRET_KEY"], KOPIR_KEYS)
ALLOWED_HOSTS = [KOPIR_ADDRESS.split("//")[1].split(":")[0], "localhost", "127.0.0.1", "[::1]", *env["HOSTS"]]
CSRF_TRUSTED_ORIGINS = [KOPIR_ADDRESS]

INSTALLED_APPS = [
    "kopir.web.account",  # first: its templates stand in for the sign-in library's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "csp",
    "kopir.base",
    "kopir.charts",
    "kopir.journal",
    "kopir.people",
    "kopir.calendar",
    "kopir.territories",
    "kopir.sectors",
    "kopir.organisations",
    "kopir.posts",
    "kopir.notices",
    "kopir.interactions",
    "kopir.regulation",
    "kopir.practices",
    "kopir.effects",
    "kopir.handovers",
    "kopir.search",
    "kopir.memory",
    "kopir.synergy",
    "kopir.privacy",
    "kopir.web.ui",
    "kopir.web.public",
    "kopir.web.practices",
    "kopir.web.effects",
    "kopir.web.handovers",
    "kopir.web.cabinet",
    "kopir.web.desk",
    "kopir.web.watch",
    "kopir.web.data",
    "kopir.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # lists travel at a tenth of their size
    "kopir.web.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kopir.web.middleware.Light",
    "kopir.web.middleware.SessionActivity",
    "kopir.web.middleware.Acting",
    "kopir.web.door.Readable",
    "kopir.web.door.Pace",
    "kopir.web.door.OwnPages",
    "kopir.web.only_sent.OnlySent",
    "kopir.web.middleware.Refusals",
    "kopir.web.reading.ReadPlace",
    "kopir.web.kept.Kept",
]

ROOT_URLCONF = "kopir.web.urls"
WSGI_APPLICATION = "kopir.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kopir.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kopir.web.ui.templatetags.ui",
            ],
        },
    }
]

FORM_RENDERER = "kopir.web.ui.renderer.Renderer"

DATABASES = {"default": env["DATABASE"]}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {
        "NAME": KOPIR_DATA / "kopir.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # Each thread keeps its connection, with the small cache that is SQLite's own: the file itself is in the system's.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
        "CONN_MAX_AGE": 300,  # opening one reads all tables' names again, which took longer than a page's queries
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query of a page takes a second, running it some milliseconds.
        "OPTIONS": {"options": "-c jit=off"} | DATABASES["default"].get("OPTIONS", {}),
    }
KOPIR_STANDBYS = [f"standby{number}" for number, _ in enumerate(env["STANDBYS"], start=1)]
KOPIR_STANDBY_LAG = env["STANDBY_LAG"]
DATABASES |= {name: standbys.connected(one) for name, one in zip(KOPIR_STANDBYS, env["STANDBYS"], strict=True)}
DATABASE_ROUTERS = ["kopir.base.standbys.Router"] if KOPIR_STANDBYS else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Attempts at signing in are counted here, so all web processes (and hosts) must see one count, and counting must be atomic:
# memory is per process and a cache of files is not atomic. Few rows, few writes: only sign-in pages use it.
CACHES = {
    "default": {
        "BACKEND": "kopir.base.counting.Counts",
        "LOCATION": "kopir_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # the default of 300 would let a stranger push counts out
    },
    # Counts of all other requests: a write to the database for each search would cost more than the search. Each web process
    # counts for itself, so what one may do in a minute is at most the limit times the processes.
    "pace": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pace",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    # Public pages (kopir/web/kept.py): the state of the journal is in their key, so no process needs to tell another.
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "OPTIONS": {"MAX_ENTRIES": KOPIR_KEPT_PAGES},
    },
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "public:home"
LOGIN_URL = "account_login"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "kopir.people.forms.SignUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "kopir.web.account.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True  # one address a person; the new one replaces it when confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter whenever the password, the address or a factor changes
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",  # an office shares one address, so the narrow limit is by account
    "signup": "10/m/ip",
    "reset_password": "10/m/ip,3/10m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "survey": "60/h/key",  # answers to an open survey from one address: a village may share one
    "survey_code": "10/10m/key",  # wrong codes
}
KOPIR_LIMITS = env["LIMITS"]
KOPIR_PACE = {"send": 1200, "search": 3000, "file": 1200}  # in a minute; a whole office may share one address
_FORMS = "kopir.web.account.forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "Login",
    "signup": _FORMS + "Signup",
    "add_email": _FORMS + "ChangeEmail",
    "change_password": _FORMS + "ChangePassword",
    "set_password": _FORMS + "SetPassword",
    "reset_password": _FORMS + "ResetPassword",
    "reset_password_from_key": _FORMS + "ResetPasswordFromKey",
    "reauthenticate": _FORMS + "Reauthenticate",
}
MFA_ADAPTER = "kopir.web.account.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": _FORMS + "Authenticate",
    "reauthenticate": _FORMS + "ReauthenticateByCode",
    "activate_totp": _FORMS + "ActivateTotp",
    "add_webauthn": _FORMS + "AddPasskey",
    "authenticate_webauthn": _FORMS + "AuthenticateByPasskey",
    "reauthenticate_webauthn": _FORMS + "ReauthenticateByPasskey",
    "login_webauthn": _FORMS + "LoginByPasskey",
    "edit_webauthn": _FORMS + "RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Köpir"
# Without it nobody with a second factor, so no official, could change the e-mail. What it guards against (somebody else's
# address held by an account that never proved it) cannot happen here: nobody signs in before proving the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "kopir.formats"
TIME_ZONE = "Asia/Almaty"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = KOPIR_DATA / "static"
_collected = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not _collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files go through kopir.base.files only
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

EMAIL_BACKEND = "kopir.base.mail.SmtpBackend" if KOPIR_MAIL["channel"] == "smtp" else "kopir.base.mail.FolderBackend"
EMAIL_HOST = KOPIR_MAIL.get("host", "")
EMAIL_PORT = KOPIR_MAIL.get("port", 25)
EMAIL_HOST_USER = KOPIR_MAIL.get("user", "")
EMAIL_HOST_PASSWORD = KOPIR_MAIL.get("password", "")
EMAIL_USE_SSL = KOPIR_MAIL.get("ssl", False)
EMAIL_USE_TLS = KOPIR_MAIL.get("tls", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env["MAIL_FROM"]

_https = KOPIR_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env["BEHIND_PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # attempts at signing in are counted by the address the proxy saw
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "kopir.web.errors.csrf_failure"
KOPIR_LOG_LEVEL = env["LOG"]
LOGGING_CONFIG = "kopir.base.logs.configure"
LOGGING = {"level": KOPIR_LOG_LEVEL}
SILENCED_SYSTEM_CHECKS: list[str] = []
