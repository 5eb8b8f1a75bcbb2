"""The calendar that a phone subscribes to, and what a person is told once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.crypto.fields import SealedTextField
from kernel.orgs.scoping import ScopedManager
from teachers.models import Teacher
from training.choices import NoticeKind
from training.models.programme import Session


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads a person's sessions, until the person ends it."""

    PERSONAL_FIELDS = {"token": "L4", "token_digest": "L4"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    token = SealedTextField()
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("日历订阅")
        constraints = [
            models.UniqueConstraint(fields=["teacher"], condition=Q(ended_at__isnull=True), name="feed_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.made_at:%Y-%m-%d}"

    @staticmethod
    def visible_q(user: User) -> Q:
        """The own ones, nobody else's."""
        return Q(teacher__user_id=user.pk)


class TrainingNotice(models.Model):
    """Something a person is told once: a session fell out or moved, a place came free."""

    PERSONAL_FIELDS = {"kind": "L2", "read_at": "L2"}

    teacher = models.ForeignKey(Teacher, models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=9, choices=NoticeKind.choices)
    stamp = models.PositiveIntegerField(default=0, help_text="which change of the session or enrolment it tells")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("培训通知")
        constraints = [
            models.UniqueConstraint(fields=["teacher", "session", "kind", "stamp"], name="training_notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.teacher} {self.kind}"

    @staticmethod
    def visible_q(user: User) -> Q:
        return Q(teacher__user_id=user.pk)
