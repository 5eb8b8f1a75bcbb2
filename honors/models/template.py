"""Designs of certificates as rows: made by one person, approved by another, never changed once approved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from honors.choices import DateStyle, ForYears, SealKind, TemplateState
from honors.pdf.layout import OCCASION, SALUTATION, SENTENCE, TITLE, Layout
from kernel.accounts.models import User

DESIGN = (
    "threshold", "width", "height", "margin_top", "margin_right", "margin_bottom", "margin_left", "has_border",
    "shows_unit", "title", "occasion", "salutation", "wording", "date_style", "issuer", "seal", "seal_png", "seal_size",
)  # fmt: skip


class CertificateTemplate(models.Model):
    """One version of a design. A change of an approved one is a new version; certificates keep theirs."""

    PERSONAL_FIELDS: dict[str, str] = {}

    name = models.CharField(_("样式名称"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    threshold = models.PositiveSmallIntegerField(_("适用"), choices=ForYears.choices, default=ForYears.BOTH)
    state = models.CharField(_("状态"), max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT)
    width = models.PositiveSmallIntegerField(_("纸宽（毫米）"), default=297)
    height = models.PositiveSmallIntegerField(_("纸高（毫米）"), default=210)
    margin_top = models.PositiveSmallIntegerField(_("上边距（毫米）"), default=9)
    margin_right = models.PositiveSmallIntegerField(_("右边距（毫米）"), default=9)
    margin_bottom = models.PositiveSmallIntegerField(_("下边距（毫米）"), default=9)
    margin_left = models.PositiveSmallIntegerField(_("左边距（毫米）"), default=9)
    has_border = models.BooleanField(_("印花边和底纹（纸上已预印时不选）"), default=True)
    shows_unit = models.BooleanField(_("印教师所在单位"), default=True)
    title = models.CharField(_("标题"), max_length=40, default=TITLE)
    occasion = models.CharField(_("副标题"), max_length=80, blank=True, default=OCCASION)
    salutation = models.CharField(_("称谓"), max_length=30, blank=True, default=SALUTATION)
    wording = models.TextField(_("正文"), default="\n".join(SENTENCE))
    date_style = models.CharField(_("日期写法"), max_length=10, choices=DateStyle.choices, default=DateStyle.CHINESE)
    issuer = models.CharField(_("颁发单位"), max_length=60, blank=True)
    seal = models.CharField(_("用印方式"), max_length=10, choices=SealKind.choices, default=SealKind.PLACE)
    seal_png = models.BinaryField(_("印章图样"), default=bytes, blank=True)
    seal_size = models.PositiveSmallIntegerField(_("印章图样宽度（毫米）"), default=42)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    made_at = models.DateTimeField(_("编制时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("核准人"))
    approved_at = models.DateTimeField(_("核准时间"), null=True)
    effective_from = models.DateField(_("启用日期"), null=True)
    retired_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = _("证书样式")
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="template_version_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(state="draft"), name="template_one_draft"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")), name="template_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", approved_by__isnull=True)
                | (
                    ~Q(state="draft")
                    & Q(approved_by__isnull=False, approved_at__isnull=False, effective_from__isnull=False)
                ),
                name="template_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_at__isnull=False)
                | (~Q(state="retired") & Q(retired_at__isnull=True)),
                name="template_retired_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} 第{self.version}版"

    def get_absolute_url(self) -> Any:
        return reverse("template", args=[self.pk])

    @property
    def stamp(self) -> str:
        """Names what was on the screen: a draft that was changed has another stamp."""
        return self.changed_at.isoformat()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the wording; blank ones are dropped."""
        return tuple(line.rstrip() for line in self.wording.splitlines() if line.strip())

    @property
    def design(self) -> dict[str, Any]:
        """The fields that say how a certificate looks."""
        return {key: getattr(self, key) for key in DESIGN}

    def take(self, values: Mapping[str, Any]) -> None:
        """Set the fields of the design found in ``values``; texts are kept without blanks at their ends."""
        for key in DESIGN:
            if key in values:
                value = values[key]
                setattr(self, key, value.strip() if isinstance(value, str) else value)
        self.__dict__.pop("layout", None)

    @cached_property
    def layout(self) -> Layout:
        """The design as the drawing takes it."""
        return Layout(
            width=self.width,
            height=self.height,
            margins=(self.margin_top, self.margin_right, self.margin_bottom, self.margin_left),
            title=self.title,
            occasion=self.occasion,
            salutation=self.salutation,
            wording=self.lines,
            date_style=self.date_style,
            has_border=self.has_border,
            shows_unit=self.shows_unit,
            seal=self.seal,
            seal_png=bytes(self.seal_png) if self.seal == SealKind.IMAGE else b"",
            seal_size=self.seal_size,
        )
