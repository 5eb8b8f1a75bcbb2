"""Settings of the tests: those of the house, on a folder of their own, so that no test ever touches var/."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

# pytest-django loads the settings before any conftest, hence this module. A command that a test starts as its own
# process keeps the folder that the test gives it.
if "pytest" in sys.modules:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="registry-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True

# A file for the test database, so that `pytest --reuse-db` need not migrate an empty one each time.
if file := os.environ.get("TEST_DATABASE_FILE"):
    DATABASES["default"]["TEST"] = {"NAME": file}  # noqa: F405
