"""The one settings file. Everything that differs between machines comes from the environment;
`docs/operating.md` lists the variables."""

from pathlib import Path
from urllib.parse import urljoin

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of site this is -------------------------------------------------------------
DEMO = env.bool("DEMO", default=False)
SITE_URL = env("SITE_URL", default="http://localhost:8000" if DEMO else "").rstrip("/")
DATA_DIR = Path(env("DATA", default=str(BASE_DIR / "var")))


def _required(name: str, hint: str) -> str:
    value = env(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {hint}")
    return value


if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("Set SITE_URL to the public address, such as https://example.de")
_STRONG = "at least 50 random characters, such as Python's secrets.token_urlsafe(50) makes"
SECRET_KEY = _required("SECRET_KEY", _STRONG)
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(f"SECRET_KEY is too weak: use {_STRONG}")

HTTPS = SITE_URL.startswith("https://")
SITE_HOST = SITE_URL.split("://", 1)[1].split(":")[0]
_THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"] if DEMO else []
ALLOWED_HOSTS = [SITE_HOST, *env.list("EXTRA_HOSTS", default=[]), *_THIS_MACHINE]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "myk10.urls"
# The number of reverse proxies in front of us whose X-Forwarded-For entry can be believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Rooms ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "myk10.accounts.apps.AdminSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "pghistory",
    "pgtrigger",
    "rules.apps.AutodiscoverRulesConfig",
    "myk10",
    "myk10.region",
    "myk10.accounts",
    "myk10.notifications",
    "myk10.moderation",
    "myk10.discussions",
    "myk10.events",
    "myk10.pages",
    "forums",
    "ideas",
    "learning",
    "strategy",
    "workgroups",
    "myk10.home",
    "myk10.demo",
]
if env.bool("LINEAR_MIGRATIONS", default=False):
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "myk10.logs.request_log",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    # Visitors' pages say `Cache-Control: public, max-age=…` (myk10.caching); all others are never kept.
    "django.middleware.cache.UpdateCacheMiddleware",
    "myk10.compression.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]
_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "myk10.home.context.site",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _PROCESSORS},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["kern"]
CRISPY_TEMPLATE_PACK = "kern"

# --- Database, cache, broker ---------------------------------------------------------------
_required("DATABASE_URL", "postgres://user:password@host:5432/name")
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)  # seconds
DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 2)  # for myk10.prepared alone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# PostgreSQL is the only hard dependency: limits on attempts must hold while Redis is away.
_CACHE = "django.core.cache.backends"
_NEVER_FULL = {"MAX_ENTRIES": 100_000}  # else anyone could push the counted attempts of others out
_LOCAL = f"{_CACHE}.locmem.LocMemCache"
_DATABASE = f"{_CACHE}.db.DatabaseCache"
CACHES = {
    "default": {"BACKEND": _DATABASE, "LOCATION": "cache", "OPTIONS": _NEVER_FULL},
    "visitors": {"BACKEND": _LOCAL, "OPTIONS": {"MAX_ENTRIES": 1000}},
    "pages": {"BACKEND": _LOCAL, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 200}},
}
CACHE_MIDDLEWARE_ALIAS = "visitors"
CACHE_MIDDLEWARE_SECONDS = 0
VISITOR_CACHE_SECONDS = env.int("VISITOR_CACHE_SECONDS", default=10)

CELERY_BROKER_URL = env("REDIS_URL", default="redis://localhost:6379/0")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Europe/Berlin"

# --- Accounts ------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "myk10.accounts.backends.AccountBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "myk10.notifications.account_mail.OutboxAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split("://", 1)[0]
_FORMS = "myk10.accounts.forms"
ACCOUNT_FORMS = {
    name: f"{_FORMS}.{name.title().replace('_', '')}Form"
    for name in (
        *("add_email", "change_password", "login", "reauthenticate", "reset_password"),
        *("reset_password_from_key", "set_password", "signup"),
    )
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "myk10.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": f"{_FORMS}.ActivateTOTPForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "authenticate": f"{_FORMS}.CodeForm",
    "edit_webauthn": f"{_FORMS}.EditPasskeyForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # who has a second factor may change the address, too
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "MYK10"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
STAFF_NEEDS_SECOND_FACTOR = env.bool("STAFF_NEEDS_SECOND_FACTOR", default=not DEMO)
# BundID and other OpenID Connect providers: a JSON list of allauth's APPS entries.
OPENID_CONNECT_APPS = env.json("OPENID_CONNECT_APPS", default=[])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OPENID_CONNECT_APPS}}
SOCIALACCOUNT_AUTO_SIGNUP = False  # everybody chooses a public name
SOCIALACCOUNT_FORMS = {"signup": f"{_FORMS}.SocialSignupForm"}

# --- Mail ----------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
if DEMO and "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "post")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"Projektbüro MYK10 <noreply@{SITE_HOST}>")

# --- Language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_THOUSAND_SEPARATOR = True

# --- Files ---------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
_WHITENOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env("STATIC_STORAGE", default=_WHITENOISE)},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("gif", "gz", "br", "jpg", "map", "png", "webp", "woff2")

# --- Security ------------------------------------------------------------------------------
_cookie_prefix = "__Host-" if HTTPS else ""
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)  # nothing tracked changes by reading
SESSION_ENGINE = "myk10.accounts.sessions"
SESSION_COOKIE_NAME = _cookie_prefix + "sitzung"
CSRF_COOKIE_NAME = _cookie_prefix + "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
CSRF_FAILURE_VIEW = "myk10.home.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
_ELSEWHERE = {urljoin(app["settings"]["server_url"], "/")[:-1] for app in OPENID_CONNECT_APPS}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],  # a nonce only where the editor of the admin asks for one
        "img-src": [SELF, "data:"],  # KERN's icons are data addresses in its stylesheet
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *sorted(_ELSEWHERE)],
        "frame-ancestors": [NONE],
    }
}
LOGGING_CONFIG = None  # myk10.logs configures it: one JSON object a line
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
