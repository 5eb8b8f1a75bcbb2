"""A teacher's own pages: what is to come, what was, the calendar."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, public, requires
from kernel.brake import address, is_braked
from training.actions import feeds as actions
from training.actions import notices
from training.queries import enrolments, feeds, programmes
from training.views.shared import act


@requires()
def mine(request: HttpRequest) -> HttpResponse:
    """My trainings."""
    user = actor(request)
    feed = feeds.own_feed(user)
    url = f"{settings.PUBLIC_URL}{reverse('calendar_feed', args=[feed.token])}" if feed else ""
    context = {
        "me": programmes.me(user), "mine": enrolments.mine(user), "feed": feed, "feed_url": url,
        "feed_webcal": url.replace("https://", "webcal://").replace("http://", "webcal://"),
    }  # fmt: skip
    return render(request, "training/mine.html", context)


@require_POST
@requires()
def notices_read(request: HttpRequest) -> HttpResponse:
    """The notices are put away."""
    notices.put_away(by=actor(request))
    return redirect("training_mine")


@require_POST
@requires()
def feed_open(request: HttpRequest) -> HttpResponse:
    """A fresh address for the calendar."""
    done = _("订阅地址已生成，请只用于自己的日历；原有地址已失效。")
    return act(request, "training_mine", done, actions.open_feed)


@require_POST
@requires()
def feed_end(request: HttpRequest) -> HttpResponse:
    """The address ends."""
    return act(request, "training_mine", _("订阅已停止，原地址不再可用。"), actions.end_feed)


@public
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever holds the secret address; guessing is braked."""
    try:
        feed = feeds.feed_of(token)
    except ObjectDoesNotExist as error:
        if is_braked("training.feed", address(request), limit=30, seconds=3600):
            return HttpResponse(status=429)
        raise Http404 from error
    response = HttpResponse(feeds.calendar_of(feed), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="training.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
