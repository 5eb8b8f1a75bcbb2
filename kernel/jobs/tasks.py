"""The sweep and the chores: work that a dead worker left, and work that comes round, without a beat process."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.db import close_old_connections

from kernel.jobs.actions import sweep
from kernel.jobs.chores import run_chores

log = logging.getLogger(__name__)


def _for_ever(round_: Callable[[], object]) -> None:
    while True:
        try:
            round_()
        except Exception:
            log.exception("the %s failed and will be tried again", threading.current_thread().name)
        finally:
            close_old_connections()
        time.sleep(settings.JOB_SWEEP_SECONDS)


@worker_ready.connect
def take_up_what_was_left(**_kwargs: Any) -> None:
    """Start the sweep and the chores beside the worker, each in a thread of its own: a long chore holds up no job."""
    for name, round_ in (("sweep", sweep), ("chores", run_chores)):
        threading.Thread(target=_for_ever, args=[round_], name=name, daemon=True).start()
