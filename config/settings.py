"""Settings: the embedded defaults live under var/ and need no server; the environment moves each part to one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

from config.embedded import embedded_keys
from config.single_sign_on import providers

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")  # does nothing where there is none

VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
SECRETS = ("SECRET_KEY", "ENCRYPTION_KEYS", "LOOKUP_KEY", "AUDIT_ANCHOR_KEYS")

# Secrets come from the environment. Without them a first start makes its own under var/, for this machine alone.
SECRET_KEY = env.str("SECRET_KEY", default="") or embedded_keys(VAR)["SECRET_KEY"]
ENCRYPTION_KEYS = env.str("ENCRYPTION_KEYS", default="") or embedded_keys(VAR)["ENCRYPTION_KEYS"]
LOOKUP_KEY = env.str("LOOKUP_KEY", default="") or embedded_keys(VAR)["LOOKUP_KEY"]
AUDIT_ANCHOR_KEYS = env.str("AUDIT_ANCHOR_KEYS", default="") or embedded_keys(VAR)["AUDIT_ANCHOR_KEYS"]
# Keys that no environment gave; kernel/web/checks.py refuses to serve the public with them.
EMBEDDED_KEYS = [key for key in SECRETS if not env.str(key, default="")]

DEBUG = env.bool("DEBUG", default=False)
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
_https = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "config",
    "kernel.orgs",
    "kernel.accounts",
    "kernel.files",
    "kernel.audit",
    "kernel.calendar",
    "kernel.signoff",
    "kernel.jobs",
    "kernel.access",
    "kernel.imports",
    "kernel.exports",
    "kernel.web",
    "teachers",
    "training",
    "ethics",
    "honors",
    "staffing",
    "cms",
    "wagtail.contrib.table_block",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.dingtalk",
    "allauth.socialaccount.providers.feishu",
    "allauth.socialaccount.providers.weixin",
    "django_filters",
    "django_tables2",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "bootstrap",
    "heroicons",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kernel.web.middleware.ClosedDoors",
    "kernel.web.middleware.SmallerFiles",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kernel.web.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kernel.web.middleware.ChosenLanguage",
    "kernel.web.middleware.RefusalsNoted",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.middleware.EditorsDesk",
    "kernel.accounts.middleware.SignInRules",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kernel.web.context.site",
            ],
        },
    },
]

# --- data ------------------------------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'registry.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue for the lock at BEGIN instead of failing halfway, and readers go on beside them. An import fills
    # indexes at random places: 64 MB of pages are kept, and 32 MB written before they are brought into the file.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; "  # so that INSERT OR REPLACE meets the triggers of what is written once
        "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Of SQLite too: to open the file and read its hundreds of tables and triggers took 3 ms of every page.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # Room for the counters of the brakes: a small cache would forget a guesser as soon as others come along.
    CACHES["default"].setdefault("OPTIONS", {})["MAX_ENTRIES"] = 200_000

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
FONT_DIRS = [Path(folder) for folder in env.list("FONT_DIRS", default=[])]

# --- background work: a broker of files where no server is ------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost//")
# Installations that share a broker take a queue each, else one's worker swallows the other's work.
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="celery")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A worker holds a job for so long after each sign of life; so often every worker looks for work that nobody holds.
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", default=120)
JOB_SWEEP_SECONDS = env.float("JOB_SWEEP_SECONDS", default=30)
# What is done now and then by whichever worker comes first: dotted path of a function -> seconds between two runs.
# An export of more rows waits for a second person; its file is deleted after so many days.
EXPORT_APPROVAL_ROWS = env.int("EXPORT_APPROVAL_ROWS", default=1000)
EXPORT_DAYS = env.int("EXPORT_DAYS", default=7)
# So many hidden values (ID number, phone, day of birth) one person may look at in a day.
UNMASK_PER_DAY = env.int("UNMASK_PER_DAY", default=50)
IMPORT_BATCH = env.int("IMPORT_BATCH", default=5000)
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(VAR / "queue"),
        "data_folder_out": str(VAR / "queue"),
        "control_folder": str(VAR / "queue-control"),
        "store_processed": False,
    }
    for _folder in ("queue", "queue-control"):
        (VAR / _folder).mkdir(parents=True, exist_ok=True)
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": env.int("VISIBILITY_TIMEOUT", default=600)}

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
ROLE_TABLE = "config.roles.ROLES"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "kernel.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Days: how long somebody may stand in for a colleague, and head a unit for the time being; how long an account may lie
# unused before it lapses (with a strong role, with any role, with none), and how long before that it is announced; how
# long an invitation is good.
DELEGATION_DAYS = env.int("DELEGATION_DAYS", default=60)
ACTING_DAYS = env.int("ACTING_DAYS", default=366)
LAPSE_DAYS = {
    "strong": env.int("LAPSE_DAYS_STRONG", default=90),
    "role": env.int("LAPSE_DAYS_ROLE", default=180),
    "none": env.int("LAPSE_DAYS", default=365),
}
LAPSE_WARNING_DAYS = env.int("LAPSE_WARNING_DAYS", default=30)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=7)
# Five failures lock an account for 30 minutes (as kernel.accounts.adapter says) on all hosts, which share the cache.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/30m/key,20/30m/ip", "change_password": "20/10m/user"}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in (
        ("django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
         {"user_attributes": ("username", "full_name")}),
        ("django.contrib.auth.password_validation.MinimumLengthValidator", {"min_length": 10}),
        ("django.contrib.auth.password_validation.CommonPasswordValidator", {}),
        ("kernel.accounts.passwords.ThreeKinds", {}),
        ("kernel.accounts.passwords.NotAnOldOne", {"last": 5}),
    )
]  # fmt: skip
PASSWORD_MAX_DAYS = env.int("PASSWORD_MAX_DAYS", default=90)  # of whoever holds a role

# A session ends when nobody used it for so long, sooner on pages with L4 data, and after so many hours in any case.
IDLE_SECONDS = env.float("IDLE_MINUTES", default=15) * 60
SENSITIVE_IDLE_SECONDS = env.float("SENSITIVE_IDLE_MINUTES", default=10) * 60
SESSION_SECONDS = int(env.float("SESSION_HOURS", default=12) * 3600)
SESSION_COOKIE_AGE = SESSION_SECONDS
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# The second factor: an authenticator app, passkeys, and codes on paper for when neither is at hand.
MFA_ADAPTER = "kernel.accounts.factors.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "kernel.accounts.factors.CodeForm",
    "reauthenticate": "kernel.accounts.factors.CodeAgainForm",
    "activate_totp": "kernel.accounts.factors.SetUpForm",
    "add_webauthn": "kernel.accounts.factors.AddPasskeyForm",
    "edit_webauthn": "kernel.accounts.factors.RenamePasskeyForm",
}

# Identities kept elsewhere; which ones, the environment says (config/single_sign_on.py).
SOCIALACCOUNT_ADAPTER = "kernel.accounts.identities.KnownIdentities"
SOCIALACCOUNT_PROVIDERS = providers(env)
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True

# --- ports between the apps (see docs/architecture.md) ---------------------------------------------------------------
IMPORTERS = {
    "roster": "teachers.importers.RosterImporter",
    "sanctions": "ethics.importers.SanctionImporter",
    "figures": "staffing.importers.FiguresImporter",
    "candidates": "staffing.importers.candidates.CandidatesImporter",
    "hours": "training.importers.HoursImporter",
    "attendance": "training.importers.AttendanceImporter",
    "clearance": "ethics.importers.ClearanceImporter",
    "literacy": "teachers.importers.LiteracyImporter",
}
EXPORTERS = {
    "roster": "teachers.exports.RosterExporter",
    "clearance_batch": "ethics.exports.ClearanceBatchList",
    "round_list": "honors.exports.RoundList",
    "round_archive": "honors.exports.RoundArchive",
    "lookahead": "honors.exports.Lookahead",
    "hours_transcript": "training.exports.TranscriptExporter",
    "hours_province": "training.exports.ProvinceExporter",
    "establishment": "staffing.exports.Establishment",
    "staffing_table": "staffing.exports.StaffingTable",
    "pool_statement": "staffing.exports.PoolStatement",
    "allowance": "staffing.exports.people.Allowance",
    "rotation": "staffing.exports.people.Rotation",
}
WAITING_SOURCES = [
    "kernel.jobs.queries.waiting",
    "kernel.access.queries.waiting.waiting",
    "kernel.imports.queries.waiting",
    "kernel.exports.queries.waiting",
    "teachers.queries.waiting.waiting",
    "teachers.queries.corrections.waiting",
    "teachers.queries.units.waiting",
    "teachers.queries.portrait_waiting.waiting",
    "teachers.queries.portrait_waiting.signatures",
    "training.queries.waiting.waiting",
    "ethics.queries.case_waiting.waiting",
    "ethics.queries.waiting.waiting",
    "honors.queries.waiting.waiting",
    "training.queries.duties_waiting.waiting",
    "honors.queries.signatures.waiting",
    "honors.queries.templates.waiting",
    "training.queries.hours_waiting.waiting",
    "staffing.queries.waiting.waiting",
    "staffing.queries.waiting.signatures",
    "staffing.queries.plan_waiting.waiting",
    "staffing.queries.terms_waiting.waiting",
    "staffing.queries.plan_waiting.to_sign",
    "staffing.queries.people_waiting.waiting",
    "cms.queries.waiting.waiting",
]
# Plain facts about teachers in bulk, of which portraits are made; and what a teacher's page shows of other trades.
TEACHER_FACT_SOURCES = [
    "teachers.queries.own_facts.facts",
    "ethics.facts.facts",
    "training.facts.facts",
    "honors.facts.facts",
    "staffing.facts.facts",
]
TEACHER_STORY_SOURCES = ["training.facts.stories", "honors.facts.stories", "ethics.facts.stories"]
# Who must agree before somebody is appointed, transferred or retired; what is configured and gives no answer refuses.
TEACHER_GATES = ["ethics.queries.gates.gate"]
AUDIT_PRESENTERS = [
    "kernel.audit.presenters.SENTENCES",
    "kernel.access.presenters.SENTENCES",
    "teachers.presenters.SENTENCES",
    "training.presenters.SENTENCES",
    "ethics.presenters.SENTENCES",
    "honors.presenters.SENTENCES",
    "staffing.presenters.SENTENCES",
    "cms.presenters.SENTENCES",
]
KEPT_SENTENCES = [
    "kernel.exports.errors.PROBLEMS",
    "teachers.errors.FAULTS",
    "teachers.errors.CORRECTIONS",
    "teachers.errors.ARITHMETIC",
    "teachers.errors.UNIT_CHANGES",
    "teachers.errors.PORTRAITS",
    "teachers.errors.LITERACY",
    "training.errors.SENTENCES",
    "ethics.errors.SENTENCES",
    "honors.errors.SENTENCES",
    "staffing.errors.SENTENCES",
    "cms.errors.SENTENCES",
]
# Functions that some worker calls every so many seconds, see kernel/jobs/chores.py.
CHORES: dict[str, int] = {
    "kernel.audit.chores.seal_trail": 60,
    "kernel.audit.chores.verify_trail": 86_400,
    "kernel.access.actions.accounts.lapse_accounts": 86_400,
    "kernel.accounts.actions.clear_old_sessions": 86_400,
    "kernel.exports.actions.expire": 3_600,
    "staffing.actions.chores.daily": 86_400,
    "training.actions.requirements.look_for_changes": 3_600,
    "training.actions.requirements.ask_by_the_calendar": 86_400,
    "training.actions.requirements.refresh_all": 21_600,
    "training.actions.requirements.remind": 21_600,
    "training.actions.evaluation.open_due_surveys": 3_600,
    "ethics.actions.clocks.count_all_anew": 3_600,
    "ethics.actions.clocks.remind": 3_600,
    "ethics.actions.keeping.erase_due": 86_400,
    "ethics.actions.chores.follow_the_day": 3_600,
    "training.actions.evaluation.propose_answered": 900,
    "training.actions.notices.remind_of_sessions": 3_600,
    "training.actions.hours_totals.refresh_everybody": 86_400,
    "teachers.actions.portraits.refresh_everybody": 86_400,
    "cms.actions.publishing.follow_the_clock": 60,
}
# Where the chain of the trail ended each day, signed: a copy of this file elsewhere proves what the database cannot.
AUDIT_ANCHOR_FILE = Path(env.str("AUDIT_ANCHOR_FILE", default=str(VAR / "audit-anchors.jsonl")))
# What is sealed and is no sealed field of a model: each gives its places for ``manage.py rotate_keys``.
RESEALERS = [
    "kernel.files.resealing.stored_files",
    "kernel.imports.resealing.workbooks",
    "teachers.actions.digests.id_digests",
    "ethics.actions.digests.digests",
    "staffing.actions.digests.digests",
    "kernel.accounts.factors.sealed_factors",
]
NAVIGATION = "config.navigation.ITEMS"
# Requests for a second signature, of every kind, that a person may sign.
SIGNATURE_SOURCES = [
    "kernel.access.queries.requests.waiting",
    "kernel.access.queries.resets.waiting",
    "teachers.queries.units.waiting",
    "teachers.queries.portrait_waiting.signatures",
    "honors.queries.signatures.waiting",
    "staffing.queries.waiting.signatures",
    "staffing.queries.plan_waiting.to_sign",
    "kernel.exports.queries.to_sign",
]
# Who belongs to a unit, besides those with a role there: from among them somebody on leave chooses a substitute.
COLLEAGUE_SOURCES = ["teachers.queries.accounts.people_at"]
# What ties a new account to its record: number and name of the person, as the slip gives them.
REGISTER_OF_PEOPLE = "teachers.actions.accounts"
CERTIFICATE_ISSUER = env.str("CERTIFICATE_ISSUER", default="泰州市教育局")

# --- language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _https
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]

# --- the web ---------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True  # serves the packages' own files; nothing needs to be collected first
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "web/table.html"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Nothing may be loaded but what is named; no inline script or style, no eval, no frame.
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its arrows and ticks as data: pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [NONE],
        "frame-src": [NONE],
        "media-src": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # A form that leads on to the city's single sign-on: browsers hold the whole chain of redirects to this list.
        "form-action": [SELF, *env.list("SIGN_IN_ORIGINS", default=[])],
        "upgrade-insecure-requests": _https,
    },
}
# The editors' desk of the public site writes styles and scripts into its pages; nothing else does.
EDITORS_PATH = "/cms/"
EDITORS_URLS = "config.desk_urls"  # holds below that path alone
EDITORS_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# --- the public site (see docs/adr/0013) ------------------------------------------------------------------------------
PUBLIC_HOME = "/site/"  # where a stranger lands who opens the bare address
WAGTAIL_SITE_NAME = "泰州教师发展与荣誉"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# Nothing is asked of any host of Wagtail's makers, and no portrait of anybody is fetched.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a version is what somebody meant to save
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_MODERATION_ENABLED = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "h3", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 2**20
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.JudgedImageForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.JudgedDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search_backend"}}
# Pictures go out through a view (cms/views/files.py): what else lies under MEDIA_ROOT is sealed and is not served.
MEDIA_URL = "/site/media/"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
CSRF_FAILURE_VIEW = "kernel.web.views.expired"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
# Entering a domain into the browsers' preload lists binds everything below it: its owner decides, not one application.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# The addresses of reverse proxies; X-Forwarded-For is believed from them alone.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
# Only where nobody reaches the application past the proxy: X-Forwarded-Proto is believed from whoever calls.
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the list of a large school has a tick for each of its people
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Neither a log nor an error report says who somebody is: numbers are hidden in every line with its trace, and what is
# personal by the models' own word in the reports.
DEFAULT_EXCEPTION_REPORTER = "kernel.web.reports.PersonalReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "kernel.web.reports.PersonalFilter"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "redacted": {"()": "kernel.redact.RedactingFormatter", "format": "%(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "redacted"}},
    # Django's own handlers would write beside ours: what it says goes through the root alone.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
