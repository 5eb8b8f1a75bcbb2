"""Pages of warnings, the yearly ethics appraisal, the accountability of units; what a person sees of the own ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ethics.actions import appraisals, care
from ethics.choices.care import EthicsGrade, UnitGround, UnitMeasure, UnitPerson, WarningLevel
from ethics.forms import AccountabilityForm, GradeForm, WarningForm
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries import care as queries
from ethics.queries.proposals import proposals
from ethics.views.shared import act
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.orgs.queries import schools

PER_PAGE = 50


def _school(user: Any, permission: Ethics, pk: int) -> Any:
    for one in schools(user.scope(permission)):
        if one.pk == pk:
            return one
    raise Http404


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")


def _first(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:12] for name in ("who", "level", "school")}


@requires(Ethics.WARN)
def warning_list(request: HttpRequest) -> HttpResponse:
    """Warnings of the own units, what is proposed, and a new one."""
    user, today = actor(request), timezone.localdate()
    units = [(one.pk, one.name) for one in schools(user.scope(Ethics.WARN))]
    form = WarningForm(request.POST or None, units=units, initial=_first(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            school = _school(user, Ethics.WARN, int(given.pop("school")))
            who = given.pop("who")
            teacher = queries.person(user, who) if who else None
            care.warn(
                level=WarningLevel(given.pop("level")), school=school, teacher=teacher, by=user, on=today, **given
            )
            messages.success(request, _("已发出。"))
            return redirect("warning_list")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    page = Paginator(queries.warnings(user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "today": today, "proposals": proposals(user, today)}
    return render(request, "ethics/warning_list.html", context)


@require_POST
@requires(Ethics.WARN)
def warning_done(request: HttpRequest, pk: int) -> HttpResponse:
    """What an early warning asked for was done."""
    row = queries.warnings(actor(request)).get(pk=pk)
    return act(request, "warning_list", _("已登记。"), care.note_plan_done, warning=row, on=timezone.localdate())


@requires(Ethics.APPRAISE)
def appraisal_year(request: HttpRequest) -> HttpResponse:
    """The schools of the own units with their grades of a year; posted: a school begins."""
    user, today = actor(request), timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    units = schools(user.scope(Ethics.APPRAISE))
    if request.method == "POST":
        chosen = request.POST.get("school", "")
        school = _school(user, Ethics.APPRAISE, int(chosen) if chosen.isascii() and chosen.isdigit() else 0)
        done = _("已开始，请评定等次。")
        return act(request, "appraisal_year", done, appraisals.open_year, school=school, year=year, on=today)
    context = {"rows": queries.appraisal_schools(user, year), "year": year, "units": units,
               "years": range(today.year, today.year - 5, -1)}  # fmt: skip
    return render(request, "ethics/appraisal_year.html", context)


@requires(Ethics.APPRAISE, sensitive=True)
def appraisal_school(request: HttpRequest, school_id: int, year: int) -> HttpResponse:
    """The people of a school in a year: grades in bulk, telling, locking."""
    user, today = actor(request), timezone.localdate()
    school = _school(user, Ethics.APPRAISE, school_id)
    if request.method == "POST":
        return _moved(request, school, year)
    rows = list(queries.appraisals(user, school_id, year))
    context = {
        "rows": rows, "school": school, "year": year, "grades": EthicsGrade.choices, "today": today,
        "may_lock": user.scope(Ethics.LOCK_APPRAISAL).holds(school.path),
    }  # fmt: skip
    return render(request, "ethics/appraisal_school.html", context)


def _moved(request: HttpRequest, school: Any, year: int) -> HttpResponse:
    back, today = request.path, timezone.localdate()
    same: dict[str, Any] = {"school": school, "year": year, "on": today}
    deed = request.POST.get("deed", "")
    if deed == "grade":
        grades = {
            int(key[6:]): (value, _text(request, f"opinion_{key[6:]}"))
            for key, value in request.POST.items() if key.startswith("grade_") and key[6:].isdigit() and value
        }  # fmt: skip
        return act(request, back, _("已保存等次。"), appraisals.grade_many, grades=grades, **same)
    if deed == "rest":
        return act(request, back, _("其余人员已评为合格。"), appraisals.grade_rest, grade=EthicsGrade.PASSED, **same)
    if deed == "tell":
        return act(request, back, _("已告知本人，异议期开始计算。"), appraisals.tell, **same)
    if deed == "lock":
        return act(request, back, _("已锁定，结果即时生效。"), appraisals.lock, **same)
    raise Http404


@require_POST
@requires(Ethics.APPRAISE)
def appraisal_answer(request: HttpRequest, school_id: int, year: int, pk: int) -> HttpResponse:
    """Answer an objection."""
    row = queries.appraisals(actor(request), school_id, year).get(pk=pk)
    form, back = GradeForm(request.POST), request.path.rsplit("/", 3)[0] + "/"
    if not form.is_valid():
        messages.error(request, _("请选择等次并写明处理意见。"))
        return redirect(back)
    return act(
        request, back, _("已答复。"), appraisals.answer_objection, appraisal=row, on=timezone.localdate(),
        **form.cleaned_data,
    )  # fmt: skip


@requires()
def appraisal_own(request: HttpRequest) -> HttpResponse:
    """One's own appraisals and warnings: state, read, object."""
    user = actor(request)
    rows = queries.own_appraisals(user)
    if request.method == "POST":
        row = next((one for one in rows if str(one.pk) == request.POST.get("row")), None)
        if row is None:
            raise Http404
        text = _text(request, "text")
        if request.POST.get("deed") == "object":
            done, today = _("已提出异议。"), timezone.localdate()
            return act(request, "appraisal_own", done, appraisals.object_to, appraisal=row, text=text, on=today)
        return act(request, "appraisal_own", _("已保存自评。"), appraisals.state_own, appraisal=row, text=text)
    context = {"rows": rows, "warnings": queries.own_warnings(user), "today": timezone.localdate()}
    return render(request, "ethics/appraisal_own.html", context)


@requires(Ethics.HOLD_TO_ACCOUNT, sensitive=True)
def accountability_list(request: HttpRequest) -> HttpResponse:
    """Units held to account, and a new one."""
    user, today = actor(request), timezone.localdate()
    units = [(one.pk, one.name) for one in schools(user.scope(Ethics.HOLD_TO_ACCOUNT))]
    form = AccountabilityForm(
        request.POST or None, units=units, initial={"case_number": request.GET.get("case", "")[:40]}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        unit = _school(user, Ethics.HOLD_TO_ACCOUNT, int(given.pop("unit")))
        words: dict[str, Any] = {
            "ground": UnitGround(given.pop("ground")), "measure": UnitMeasure(given.pop("measure")),
            "person": UnitPerson(given.pop("person")),
        }  # fmt: skip
        try:
            care.hold_to_account(unit=unit, by=user, on=today, **words, **given)
            messages.success(request, _("已登记。"))
            return redirect("accountability_list")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    page = Paginator(queries.accountabilities(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ethics/accountability_list.html", {"page": page, "form": form})
