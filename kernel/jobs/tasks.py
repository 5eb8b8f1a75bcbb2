"""The sweep: work that a dead worker left is taken up by the next one, without a beat process."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.db import close_old_connections

from kernel.jobs.actions import sweep

log = logging.getLogger(__name__)


def _sweep_for_ever() -> None:
    while True:
        try:
            sweep()
        except Exception:
            log.exception("the sweep failed and will be tried again")
        finally:
            close_old_connections()
        time.sleep(settings.JOB_SWEEP_SECONDS)


@worker_ready.connect
def take_up_what_was_left(**_kwargs: Any) -> None:
    """Start the sweep beside the worker."""
    threading.Thread(target=_sweep_for_ever, name="sweep", daemon=True).start()
