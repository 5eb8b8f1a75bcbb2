"""The phone's page, the screen of the room, the list on paper."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from training.actions import check_ins as actions
from training.actions import sessions as session_actions
from training.choices import CheckHow, CheckPoint
from training.forms.programmes import CodeForm, PaperForm
from training.queries import enrolments as queries
from training.queries import room
from training.views.shared import act, refuse_form


@never_cache
@requires()
def check_in(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    """Type the code, or come with it from the QR symbol and press one button."""
    user = actor(request)
    one = queries.session_to_check_in(user, pk)
    form = CodeForm(request.POST or None, initial={"code": code})
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_in(session=one, typed=form.cleaned_data["code"], by=user)
            # The page itself says that it was done: a message would write the session twice more, and a full hall
            # waits for its turn to write.
            return redirect("check_in", pk=pk)
        except RuleBroken as refusal:
            form.add_error("code", refusal.message)
    made = queries.own_check_ins(user, one)
    context = {
        "session": one, "programme": one.programme, "form": form, "is_scanned": bool(code), "made": made,
        "is_asked": queries.is_check_asked(one, made),
    }  # fmt: skip
    response = render(request, "training/check_in.html", context)
    # The one page on which the camera may be asked for: it reads the symbol of the screen.
    response["Permissions-Policy"] = settings.PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
    return response


@never_cache
@requires()
def room_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen of the room: the code of now; beside it, for who runs the session, who is missing."""
    user = actor(request)
    one = room.session_to_run(user, pk)
    context = {"session": one, "programme": one.programme, **room.screen(user, one)}
    part = request.GET.get("part", "") if "HX-Request" in request.headers else ""
    template = {"code": "training/_room_code.html", "people": "training/_room_people.html"}.get(part)
    return render(request, template or "training/room_screen.html", context)


@require_POST
@requires()
def room_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Check-in begins."""
    one = room.session_to_run(actor(request), pk)
    back = redirect("room_screen", pk=pk).url
    return act(request, back, _("签到已开放，请把本页投到屏幕上。"), session_actions.open_session, one=one)


@require_POST
@requires()
def room_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second check is held now."""
    one = room.session_to_run(actor(request), pk)
    back = redirect("room_screen", pk=pk).url
    return act(request, back, _("中途签到已开始。"), session_actions.call_second, one=one)


@requires()
def paper_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list to print and sign, and the same list to type in afterwards."""
    user = actor(request)
    one = room.session_to_run(user, pk)
    form = PaperForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            return refuse_form(request, form, redirect("paper_list", pk=pk).url)
        chosen = [int(key) for key in request.POST.getlist("enrolment") if key.isascii() and key.isdigit()]
        values = {
            "session": one, "point": CheckPoint(form.cleaned_data["point"]), "enrolments": chosen,
            "how": CheckHow(form.cleaned_data["how"]), "note": form.cleaned_data["note"],
        }  # fmt: skip
        back = redirect("paper_list", pk=pk).url
        return act(request, back, _("已补录签到。"), actions.note_present, **values)
    context = {"session": one, "programme": one.programme, "form": form, "rows": queries.presence(user, one)}
    return render(request, "training/paper_list.html", context)
