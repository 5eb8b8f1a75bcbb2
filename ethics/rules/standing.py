"""The one answer: may this person be put forward for this purpose on this day?

《中小学教师违反职业道德行为处理办法（2018年修订）》（教师〔2018〕18号）第十条; 《事业单位工作人员处分规定》
（2023年11月6日）; 《关于加强和改进新时代师德师风建设的意见》（教师〔2019〕10号）. A sanction in force bars, an opened
case holds, a mere lead does nothing. What cannot be read or is not known holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ethics.choices import Answer, BarDomain, Purpose
from ethics.policy import CONSEQUENCES, Effect, Span
from ethics.rules.periods import is_in_force, next_january
from ethics.rules.standing_facts import (
    BarFact,
    PersonFacts,
    ProhibitionFact,
    Reason,
    SanctionFact,
    Settings,
    Standing,
)

DOMAINS_OF: dict[str, tuple[str, ...]] = {
    Purpose.TITLE_REVIEW: (BarDomain.TITLE,),
    Purpose.POST_APPOINTMENT: (BarDomain.POST,),
    Purpose.PROMOTION: (BarDomain.PROMOTION, BarDomain.CADRE),
    Purpose.COMMENDATION: (BarDomain.COMMENDATION,),
    Purpose.LONG_SERVICE: (BarDomain.COMMENDATION,),
    Purpose.HIRE: (BarDomain.POST,),
    Purpose.TALENT_PLAN: (BarDomain.TALENT, BarDomain.RESEARCH),
    Purpose.PAY_STEP: (BarDomain.PAY,),
    Purpose.REGISTRATION: (),
    Purpose.ROTATION: (),
}
# A failed ethics appraisal is a veto here.
VETOED = (
    Purpose.TITLE_REVIEW, Purpose.POST_APPOINTMENT, Purpose.PROMOTION, Purpose.COMMENDATION, Purpose.REGISTRATION,
    Purpose.LONG_SERVICE, Purpose.TALENT_PLAN,
)  # fmt: skip
# Where the law bars from all work in education; cheating in the examination (B8) bars from the examination alone.
BARRING_PROHIBITIONS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7")
HARMLESS = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6")  # Q5 works through its bars
NONE, HIT, PENDING, DISPUTED = "NONE", "HIT", "PENDING", "DISPUTED"


def judge(facts: PersonFacts, purpose: str, on: date, settings: Settings) -> Standing:
    """The answer for a person of the register."""
    if purpose not in Purpose.values:
        return unknown("unknown_purpose")
    reasons = [*_reasons(facts, purpose, on, settings)]
    return Standing(_gravest(reasons), tuple(sorted(reasons, key=_order)))


def unknown(code: str) -> Standing:
    """Of whom or what nothing is known: hold."""
    return Standing(Answer.HOLD.value, (Reason(code, Answer.HOLD.value),))


def _gravest(reasons: Iterable[Reason]) -> str:
    given = {reason.answer for reason in reasons}
    for answer in (Answer.BARRED, Answer.HOLD):
        if answer.value in given:
            return answer.value
    return Answer.CLEAR.value


def _order(reason: Reason) -> tuple[bool, date, str]:
    return (reason.answer != Answer.BARRED.value, reason.from_on or date.min, reason.code)


def _reasons(facts: PersonFacts, purpose: str, on: date, settings: Settings) -> Iterator[Reason]:
    for sanction in facts.sanctions:
        yield from _of_sanction(sanction, purpose, on, settings)
    for bar in facts.bars:
        yield from _of_bar(bar, purpose, on, settings)
    for prohibition in facts.prohibitions:
        yield from _of_prohibition(prohibition, purpose, on)
    if purpose in settings.held_by_case:
        for case in facts.cases:
            if case.opened_on <= on:
                yield Reason("open_case", Answer.HOLD.value, case.opened_on, None, case.number)
    if purpose in VETOED:
        for one in facts.failed:
            start, end = date(one.year, 1, 1), date(one.year + settings.appraisal_years, 1, 1)
            if is_in_force(start, end, on):
                yield Reason("appraisal_failed", Answer.BARRED.value, start, end, one.document)
    yield from _of_clearance(facts, purpose, on)


def _of_sanction(one: SanctionFact, purpose: str, on: date, settings: Settings) -> Iterator[Reason]:
    if one.effective_on > on:
        return
    if not one.is_readable:  # what does not open was altered: nothing it says can be relied on
        if is_in_force(one.effective_on, one.ended_on, on):
            yield Reason("unreadable", Answer.HOLD.value, one.effective_on, None)
        return
    tables = CONSEQUENCES.on(one.decided_on).value.effects
    if one.kind not in tables and one.kind not in HARMLESS:
        if is_in_force(one.effective_on, one.ended_on, on):
            yield Reason("unknown_kind", Answer.HOLD.value, one.effective_on, None, one.document)
        return
    effect = tables.get(one.kind, {}).get(purpose)
    if effect is None and one.kind in tables and purpose in settings.barred_by_sanction:
        effect = Effect(Span.PERIOD, CONSEQUENCES.on(one.decided_on).source)
    if effect is None:
        return
    end = _end(one, effect)
    if not is_in_force(one.effective_on, end, on):
        return
    yield Reason(f"sanction_{one.kind}", Answer.BARRED.value, one.effective_on, end, one.document)


def _end(one: SanctionFact, effect: Effect) -> date | None:
    if effect.span is Span.ENDLESS:
        return one.ended_on
    end = one.end
    return next_january(end) if effect.span is Span.NEXT_JANUARY and end is not None else end


def _of_bar(one: BarFact, purpose: str, on: date, settings: Settings) -> Iterator[Reason]:
    if one.domain not in BarDomain.values:
        if is_in_force(one.from_on, one.ended_on, on):
            yield Reason("unknown_domain", Answer.HOLD.value, one.from_on, None, one.document)
        return
    if one.domain not in DOMAINS_OF[purpose] or one.from_on > on:
        return
    end = min(one.until_on, one.ended_on) if one.ended_on else one.until_on
    if is_in_force(one.from_on, end, on):
        yield Reason(f"bar_{one.domain}", Answer.BARRED.value, one.from_on, end, one.document)
    elif not settings.q5_auto_end and not one.is_settled and not one.ended_on:
        yield Reason("bar_not_lifted", Answer.HOLD.value, one.until_on, None, one.document)


def _of_prohibition(one: ProhibitionFact, purpose: str, on: date) -> Iterator[Reason]:
    if not is_in_force(one.from_on, one.until_on, on):
        return
    if not one.is_readable:
        yield Reason("unreadable", Answer.HOLD.value, one.from_on, one.until_on)
    elif one.code in BARRING_PROHIBITIONS:
        yield Reason(f"prohibition_{one.code}", Answer.BARRED.value, one.from_on, one.until_on, one.document)
    elif purpose == Purpose.HIRE or one.code != "B8":
        yield Reason(f"prohibition_{one.code}", Answer.HOLD.value, one.from_on, one.until_on, one.document)


def _of_clearance(facts: PersonFacts, purpose: str, on: date) -> Iterator[Reason]:
    """Hiring needs a result of its own days; a hit stops everything, whatever it says."""
    found = facts.clearance
    if found is not None and found.result == HIT:
        yield Reason("clearance_not_passed", Answer.BARRED.value, found.queried_on)
    elif found is not None and found.result == DISPUTED:
        yield Reason("clearance_disputed", Answer.HOLD.value, found.queried_on)
    elif purpose != Purpose.HIRE:
        return
    elif found is None:
        yield Reason("clearance_missing", Answer.HOLD.value)
    elif found.result != NONE:
        yield Reason("clearance_pending", Answer.HOLD.value, found.queried_on)
    elif not is_in_force(found.queried_on, found.valid_until, on):
        yield Reason("clearance_stale", Answer.HOLD.value, found.queried_on, found.valid_until)
