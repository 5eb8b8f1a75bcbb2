"""Work that runs behind the page, one row each."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.scoping import ScopedManager


class JobState(models.TextChoices):
    QUEUED = "queued", _("等待处理")
    RUNNING = "running", _("正在处理")
    PAUSED = "paused", _("已暂停")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")


OPEN = (JobState.QUEUED, JobState.RUNNING, JobState.PAUSED)


class Job(models.Model):
    """One piece of background work: who asked, how far it is, how it ended. ``fence`` counts the leases: a worker
    whose number is no longer the row's has lost the job to another."""

    PERSONAL_FIELDS: dict[str, str] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="jobs")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    next_url = models.CharField(max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")) | Q(total=0), name="job_done_within_total"),
            models.UniqueConstraint(
                fields=["task", "subject_id"],
                condition=Q(state__in=["queued", "running", "paused"]),
                name="job_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> Any:
        from django.urls import reverse

        return reverse("job", args=[self.pk])

    @staticmethod
    def visible_q(user: User) -> Q:
        return Q(asked_by=user)

    @property
    def is_open(self) -> bool:
        """Whether it moves by itself: waits for a worker or is in the hands of one."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class Chore(models.Model):
    """The lease on one of the functions in settings.CHORES, and how its last runs ended. Nobody's data."""

    PERSONAL_FIELDS: dict[str, str] = {}

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
