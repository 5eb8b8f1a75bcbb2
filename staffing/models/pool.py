"""The quota pool (一体化大周转) as a ledger: posts move between accounts, the approved number stays with its owner."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from kernel.sealed import AppendOnlyModel, AppendOnlyQuerySet
from staffing.choices import AccountState, EntryKind, FigureStage, LoanState, RequestState, ReturnGround, TermAct


class PoolUnit(models.Model):
    """The balances of one unit. Only the trigger of an entry writes them (migration 0002)."""

    PERSONAL_FIELDS: dict[str, str] = {}

    unit = models.OneToOneField(
        Organisation, models.PROTECT, primary_key=True, related_name="pool_unit", verbose_name=_("单位")
    )
    approved = models.IntegerField(_("核定编制"), default=0)
    pooled_out = models.IntegerField(_("入池未借出"), default=0)
    lent_out = models.IntegerField(_("借出"), default=0)
    borrowed_in = models.IntegerField(_("借入"), default=0)
    disposal = models.IntegerField(_("可用编制"), default=0)
    stock = models.IntegerField(_("池中可用"), default=0)
    reserved = models.IntegerField(_("池中已预留"), default=0)
    in_post = models.IntegerField(_("实有在编"), default=0, help_text=_("记账时按名册点数"))

    class Meta:
        verbose_name = _("周转池余额")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    approved__gte=0, pooled_out__gte=0, lent_out__gte=0, borrowed_in__gte=0, disposal__gte=0,
                    stock__gte=0, reserved__gte=0,
                ),
                name="poolunit_nothing_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(disposal=F("approved") - F("pooled_out") - F("lent_out") + F("borrowed_in")),
                name="poolunit_adds_up",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.unit_id)


class PoolRequest(models.Model):
    """A school asks for posts; its district checks, the city reserves, a second person signs, then they are lent."""

    PERSONAL_FIELDS: dict[str, str] = {}

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("学校"))
    pool = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("周转池"))
    subject = models.CharField(_("学科"), max_length=30)
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices)
    posts = models.PositiveIntegerField(_("编制数"))
    reason = models.CharField(_("理由"), max_length=300)
    starts_on = models.DateField(_("起用日"))
    ends_on = models.DateField(_("到期日"), help_text=_("不再使用的第一天"))
    state = models.CharField(_("状态"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    checked_at = models.DateTimeField(_("审核时间"), null=True)
    check_note = models.CharField(_("审核意见"), max_length=300, blank=True)
    reserved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人"))
    reserved_at = models.DateTimeField(_("预留时间"), null=True)
    reserved_until = models.DateField(_("预留截止日"), null=True, help_text=_("当日仍然有效"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("办结人"))
    decided_at = models.DateTimeField(_("办结时间"), null=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("用编申请")
        constraints = [
            models.CheckConstraint(condition=Q(posts__gte=1), name="poolrequest_asks_for_some"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="poolrequest_forward"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("asked_by")), name="poolrequest_maker_checker"
            ),
            models.CheckConstraint(
                condition=~Q(state="lent")
                | (
                    Q(reserved_by__isnull=False, decided_by__isnull=False)
                    & ~Q(decided_by=F("reserved_by"))
                    & ~Q(decided_by=F("asked_by"))
                ),
                name="poolrequest_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class PoolLoan(models.Model):
    """Posts lent from a pool to a unit for a term; how many are still out is the balance of its accounts."""

    PERSONAL_FIELDS: dict[str, str] = {}

    borrower = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("借入单位"))
    pool = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("周转池"))
    request = models.OneToOneField(
        PoolRequest, models.PROTECT, null=True, related_name="loan", verbose_name=_("用编申请")
    )
    posts = models.PositiveIntegerField(_("借出数"))
    subject = models.CharField(_("学科"), max_length=30, blank=True)
    stage = models.CharField(_("学段"), max_length=12, choices=FigureStage.choices, blank=True)
    starts_on = models.DateField(_("起用日"))
    ends_on = models.DateField(_("到期日"), help_text=_("不再使用的第一天"))
    state = models.CharField(_("状态"), max_length=10, choices=LoanState.choices, default=LoanState.RUNNING)
    document = models.CharField(_("批准文号"), max_length=160)
    reminded_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("编制借用")
        constraints = [
            models.CheckConstraint(condition=Q(posts__gte=1), name="poolloan_lends_some"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="poolloan_forward"),
            models.CheckConstraint(condition=~Q(document=""), name="poolloan_has_document"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class LoanTerm(AppendOnlyModel):
    """What was agreed about the end of a loan, one row for each act."""

    PERSONAL_FIELDS: dict[str, str] = {}

    loan = models.ForeignKey(PoolLoan, models.PROTECT, related_name="terms")
    act = models.CharField(_("事项"), max_length=10, choices=TermAct.choices)
    ends_on = models.DateField(_("到期日"))
    document = models.CharField(_("依据"), max_length=160)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("借用期限")

    def __str__(self) -> str:
        return f"{self.act} {self.ends_on}"


class PoolAccount(models.Model):
    """Posts of one owner that stand in one place. ``issued`` is what the 编办 gave, so it stands below zero."""

    PERSONAL_FIELDS: dict[str, str] = {}

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("编制所属"))
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("所在"))
    state = models.CharField(_("类别"), max_length=8, choices=AccountState.choices)
    request = models.ForeignKey(PoolRequest, models.PROTECT, null=True, related_name="accounts")
    loan = models.ForeignKey(PoolLoan, models.PROTECT, null=True, related_name="accounts")
    balance = models.IntegerField(_("余额"), default=0)

    class Meta:
        verbose_name = _("周转池账户")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="issued", balance__lte=0) | (~Q(state="issued") & Q(balance__gte=0)),
                name="poolaccount_never_overdrawn",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["issued", "held"], holder=F("owner"), request__isnull=True, loan__isnull=True)
                | Q(state="pool", request__isnull=True, loan__isnull=True)
                | Q(state="reserved", request__isnull=False, loan__isnull=True)
                | Q(state="lent", request__isnull=True, loan__isnull=False),
                name="poolaccount_is_one_kind",
            ),
            models.UniqueConstraint(
                fields=["owner", "holder", "state"],
                condition=Q(request__isnull=True, loan__isnull=True),
                name="poolaccount_plain_unique",
            ),
            models.UniqueConstraint(
                fields=["owner", "request"], condition=Q(request__isnull=False), name="poolaccount_request_unique"
            ),
            models.UniqueConstraint(
                fields=["owner", "loan"], condition=Q(loan__isnull=False), name="poolaccount_loan_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.state} {self.holder_id}"


class PoolEntry(AppendOnlyModel):
    """One movement of posts from an account to another. Inserting it moves the balances; nothing else does."""

    PERSONAL_FIELDS: dict[str, str] = {}

    kind = models.CharField(_("事项"), max_length=8, choices=EntryKind.choices)
    source = models.ForeignKey(PoolAccount, models.PROTECT, related_name="+", verbose_name=_("转出"))
    target = models.ForeignKey(PoolAccount, models.PROTECT, related_name="+", verbose_name=_("转入"))
    posts = models.PositiveIntegerField(_("编制数"))
    happened_on = models.DateField(_("日期"))
    document = models.CharField(_("依据"), max_length=160)
    ground = models.CharField(_("归还原因"), max_length=10, choices=ReturnGround.choices, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("签署人"))
    made_at = models.DateTimeField(_("记账时间"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("周转池分录")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(posts__gte=1), name="poolentry_moves_some"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="poolentry_moves"),
            models.CheckConstraint(condition=~Q(document=""), name="poolentry_has_document"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("made_by")), name="poolentry_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["lend", "pool", "unpool", "shift", "reduce"]) | Q(signed_by__isnull=False),
                name="poolentry_signed_by_second",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.posts}"
