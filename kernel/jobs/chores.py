"""What is done again and again without anybody asking: settings name the functions, a row of each holds the lease.

``CHORES`` is a dict: dotted path of a function without arguments -> seconds between two runs. Whichever worker, or
``manage.py run_chores``, finds a chore due takes its lease, and until that ends nobody else runs it. A chore must bear
being begun anew: a worker that dies leaves it half done.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from kernel.jobs.models import Chore

LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
FIRST_RETRY = 60  # seconds after a failure; twice as long after each further one, never longer than the chore's own
log = logging.getLogger(__name__)


def run_chores(*, only: Collection[str] = (), even_if_not_due: bool = False) -> dict[str, bool]:
    """Run the chores that are due and that nobody else runs; by name, whether each ended well."""
    done = {}
    for name, seconds in settings.CHORES.items():
        if only and name not in only:
            continue
        if fence := _lease(name, seconds, even_if_not_due):
            done[name] = _run(name, seconds, fence)
    return done


def _lease(name: str, seconds: int, even_if_not_due: bool) -> int | None:
    """The number of our lease, None where the chore is not due or in other hands."""
    Chore.objects.bulk_create([Chore(name=name, next_at=timezone.now())], ignore_conflicts=True)
    now = timezone.now()
    chore = Chore.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), name=name)
    if not even_if_not_due:
        # Due as well when its period was made shorter in the settings since it last ran.
        chore = chore.filter(Q(next_at__lte=now) | Q(next_at__gt=now + timedelta(seconds=seconds)))
    if not chore.update(leased_until=now + LEASE, fence=F("fence") + 1):
        return None
    return Chore.objects.values_list("fence", flat=True).get(name=name)


def _run(name: str, seconds: int, fence: int) -> bool:
    """Do the work under a lease, and say when it is due again."""
    mine = Chore.objects.filter(name=name, fence=fence)
    try:
        with _kept(name, fence):
            import_string(name)()
    except Exception:
        log.exception("chore %s failed and will be tried again", name)
        failures = mine.values_list("failures", flat=True).first() or 0
        wait = timedelta(seconds=min(seconds, FIRST_RETRY * 2 ** min(failures, 10)))
        mine.update(leased_until=None, next_at=timezone.now() + wait, failures=failures + 1)
        return False
    now = timezone.now()
    mine.update(leased_until=None, next_at=now + timedelta(seconds=seconds), failures=0, done_at=now)
    return True


@contextmanager
def _kept(name: str, fence: int) -> Iterator[None]:
    """Renew the lease beside the work for as long as it goes on, from a thread with a connection of its own."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(LEASE.total_seconds() / 3):
            try:
                Chore.objects.filter(name=name, fence=fence).update(leased_until=timezone.now() + LEASE)
            except Exception:
                log.exception("the lease of chore %s could not be renewed", name)
            finally:
                connection.close()

    keeper = threading.Thread(target=renew, name=f"lease of {name}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
