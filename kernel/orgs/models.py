"""Units of the city's education system, one tree."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from kernel.orgs.choices import LocationType, OrgKind, Ownership, SchoolStage


class Organisation(MP_Node):  # type: ignore[misc]
    """A unit: the city, a district (市直属 is one of them) or a school. Lists of units are public (grade L1)."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("层级"), max_length=10, choices=OrgKind.choices)
    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="members", verbose_name=_("上级"))
    division_code = models.CharField(
        _("行政区划代码"), max_length=6, help_text=_("GB/T 2260；学校填所属市（区）的代码")
    )
    school_code = models.CharField(_("学校标识码"), max_length=10, blank=True)
    stage = models.CharField(_("学段"), max_length=12, choices=SchoolStage.choices, blank=True)
    location_type = models.CharField(_("城乡类型"), max_length=3, choices=LocationType.choices, blank=True)
    ownership = models.CharField(_("办学性质"), max_length=8, choices=Ownership.choices, blank=True)
    zone_name = models.CharField(_("功能区"), max_length=30, blank=True)
    closed_on = models.DateField(_("停办日"), null=True, blank=True, help_text=_("不再办学的第一天"))
    closed_by = models.CharField(_("停办依据"), max_length=160, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("并入")
    )

    node_order_by: list[str] = []

    class Meta:
        verbose_name = _("单位")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(closed_on__isnull=True), name="org_open_name_unique_in_parent"
            ),
            models.UniqueConstraint(
                fields=["division_code"], condition=Q(kind="district"), name="org_district_code_unique"
            ),
            models.UniqueConstraint(
                fields=["school_code"], condition=~Q(school_code=""), name="org_school_code_unique"
            ),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="city"), name="org_one_city"),
            models.CheckConstraint(
                condition=Q(kind="city", parent__isnull=True) | (~Q(kind="city") & Q(parent__isnull=False)),
                name="org_only_city_is_root",
            ),
            models.CheckConstraint(condition=Q(division_code__regex=r"^[0-9]{6}$"), name="org_division_code_digits"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by="", merged_into__isnull=True)
                | (Q(kind="school", closed_on__isnull=False) & ~Q(closed_by="")),
                name="org_closed_school_has_document",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="org_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """What a school was called, from a day up to another; the first name has no beginning that anybody noted."""

    PERSONAL_FIELDS: dict[str, str] = {}

    org = models.ForeignKey(Organisation, models.CASCADE, related_name="names", verbose_name=_("单位"))
    name = models.CharField(_("名称"), max_length=60)
    valid_from = models.DateField(_("启用日"), null=True, blank=True)
    valid_until = models.DateField(_("停用日"), null=True, blank=True)
    document = models.CharField(_("依据文件"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("单位名称")
        ordering = [F("valid_from").asc(nulls_first=True)]
        indexes = [models.Index(fields=["name"], name="orgname_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["org"], condition=Q(valid_until__isnull=True), name="orgname_one_current"),
            models.UniqueConstraint(fields=["org"], condition=Q(valid_from__isnull=True), name="orgname_one_first"),
            models.UniqueConstraint(fields=["org", "valid_from"], name="orgname_one_a_day"),
            models.CheckConstraint(condition=~Q(name=""), name="orgname_not_empty"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="orgname_forward",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
