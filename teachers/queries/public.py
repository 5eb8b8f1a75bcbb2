"""How many teachers there are, for everybody: sums alone. What is too small to be told, the page leaves out."""

from __future__ import annotations

from django.db.models import Count

from teachers.choices import PostCategory, TeacherStatus
from teachers.models import Teacher


def headcounts() -> list[tuple[str, str, int]]:
    """District, stage and how many full-time teachers serve there."""
    rows = Teacher.objects.for_system("sums for everybody").filter(
        status=TeacherStatus.ACTIVE, category=PostCategory.TEACHER
    )
    found = rows.order_by().values_list("school__parent__name", "stage").annotate(n=Count("pk"))
    return [(district or "", stage, count) for district, stage, count in found]
