"""Background work: noted once, leased once, told how it ended, seen by who asked."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world import World, acts, at_the_same_moment, build

from kernel.errors import RuleBroken
from kernel.jobs import actions
from kernel.jobs.actions import LEASE, UNEXPECTED, Progress, enqueue, run, sweep
from kernel.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db

TASK = "kernel.imports.tasks.judge"


def ask(world: World, subject: object = "1", by: str = "school") -> Job:
    return enqueue(TASK, subject_id=subject, title="核对", by=world[by], next_url="/imports/")


def again(job: Job) -> Job:
    found: Job = Job.objects.for_system("a test looks").get(pk=job.pk)
    return found


class Work:
    """Notes how often it was done; may fail."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.times, self.failure = 0, failure

    def __call__(self, job: Job, progress: Progress) -> None:
        self.times += 1
        if self.failure:
            raise self.failure


def test_one_open_job_per_subject(world: World) -> None:
    first = ask(world)
    assert ask(world) == first
    assert ask(world, by="district") == first, "whoever asks"
    assert ask(world, subject="2") != first
    run(str(first.pk), Work())
    assert ask(world) != first, "a new one once the first has ended"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_asks_at_the_same_moment_is_given_the_same_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_send", lambda _job: None)  # a job that had ended would be followed by another
    world = build()
    for subject in range(10):
        jobs = at_the_same_moment(4, partial(ask, world, subject))
        assert jobs == jobs[:1] * 4


def test_the_database_holds_one_open_job_too(world: World) -> None:
    job = ask(world)
    with pytest.raises(IntegrityError):
        Job.objects.create(task=job.task, subject_id=job.subject_id, title="双份", asked_by=world["school"])


def test_workers_hear_of_a_job_after_commit_only(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Job] = []
    monkeypatch.setattr(actions, "_send", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(world)
        ask(world)
        assert sent == []
    assert sent == [job]


def test_a_lease_is_taken_once(world: World) -> None:
    job, inner = ask(world), Work()

    def work(_job: Job, _progress: Progress) -> None:
        run(str(job.pk), inner)  # a second worker hears of the same job

    run(str(job.pk), work)
    assert inner.times == 0
    assert again(job).state == JobState.DONE


def test_an_ended_job_is_left_alone(world: World) -> None:
    job, work = ask(world), Work()
    run(str(job.pk), work)
    run(str(job.pk), work)
    assert work.times == 1


def test_an_unknown_job_is_left_alone(world: World) -> None:
    work = Work()
    run(str(uuid4()), work)
    assert work.times == 0


def test_a_lease_that_ran_out_is_taken_again(world: World) -> None:
    job, work = ask(world), Work()
    held = Job.objects.for_system("a worker that died").filter(pk=job.pk)
    held.update(state=JobState.RUNNING, leased_until=timezone.now() + timedelta(seconds=5))
    run(str(job.pk), work)
    assert work.times == 0, "somebody holds it"
    held.update(leased_until=timezone.now() - timedelta(seconds=1))
    run(str(job.pk), work)
    assert (work.times, again(job).state) == (1, JobState.DONE)


def test_the_sweep_tells_of_work_that_nobody_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, dead, alive, ended = (ask(world, subject=number) for number in "1234")
    now = timezone.now()
    for job, state, lease in (
        (dead, JobState.RUNNING, now - timedelta(seconds=1)),
        (alive, JobState.RUNNING, now + LEASE),
        (ended, JobState.DONE, None),
    ):
        Job.objects.for_system("a test sets the scene").filter(pk=job.pk).update(state=state, leased_until=lease)
    sent: list[Job] = []
    monkeypatch.setattr(actions, "_send", sent.append)
    assert sweep() == 2
    assert {job.pk for job in sent} == {waiting.pk, dead.pk}


def test_a_refusal_is_told_in_its_own_sentence(world: World) -> None:
    job = ask(world)
    run(str(job.pk), Work(RuleBroken("no", "名单为空，请先导入。")))
    ended = again(job)
    assert (ended.state, ended.problem) == (JobState.FAILED, "名单为空，请先导入。")
    assert ended.finished_at is not None
    assert ended.leased_until is None


def test_an_unexpected_error_is_logged_and_told_in_general(world: World, caplog: pytest.LogCaptureFixture) -> None:
    job = ask(world)
    with caplog.at_level(logging.ERROR, logger="kernel.jobs.actions"):
        run(str(job.pk), Work(ValueError("321299199005040116")))
    ended = again(job)
    assert (ended.state, ended.problem) == (JobState.FAILED, UNEXPECTED)
    assert "ValueError" in caplog.text
    assert str(job.pk) in caplog.messages[0]


def test_progress_is_kept_and_renews_the_lease(world: World) -> None:
    job = ask(world)
    seen: list[tuple[int, int, int]] = []

    def work(held: Job, progress: Progress) -> None:
        Job.objects.for_system("almost run out").filter(pk=job.pk).update(leased_until=timezone.now())
        progress(1, 3)
        row = again(job)
        assert row.leased_until is not None
        assert row.leased_until > timezone.now() + LEASE / 2
        seen.append((row.done, row.total, row.percent))

    run(str(job.pk), work)
    assert seen == [(1, 3, 33)]
    assert again(job).state == JobState.DONE


def test_progress_is_never_above_its_total(world: World) -> None:
    job = ask(world)

    def work(_job: Job, progress: Progress) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            progress(4, 3)

    run(str(job.pk), work)
    assert again(job).state == JobState.DONE


def rows(job: Job) -> Any:
    return Job.objects.for_system("a test sets the scene").filter(pk=job.pk)


def test_a_worker_that_lost_its_lease_stops_at_its_next_word(world: World) -> None:
    """Its lease ran out, another took the job: what the first would still write is not written, nor its end noted."""
    job, written, second = ask(world), list[str](), Work()

    def slow(_job: Job, progress: Progress) -> None:
        progress(1, 3)
        rows(job).update(leased_until=timezone.now() - timedelta(seconds=1))
        run(str(job.pk), second)
        written.append("before its next word")
        progress(2, 3)
        written.append("after it")

    run(str(job.pk), slow)
    assert (second.times, written) == (1, ["before its next word"])
    ended = again(job)
    assert (ended.state, ended.done, ended.fence) == (JobState.DONE, 1, 2)


def test_a_lease_that_ran_out_and_nobody_took_is_renewed(world: World) -> None:
    job = ask(world)

    def slow(_job: Job, progress: Progress) -> None:
        rows(job).update(leased_until=timezone.now() - timedelta(seconds=1))
        progress(2, 3)

    run(str(job.pk), slow)
    assert (again(job).state, again(job).done) == (JobState.DONE, 2)


def test_a_failure_of_who_lost_the_job_is_not_the_jobs(world: World) -> None:
    job = ask(world)

    def slow(_job: Job, _progress: Progress) -> None:
        rows(job).update(leased_until=timezone.now() - timedelta(seconds=1))
        run(str(job.pk), Work())
        raise RuleBroken("late", "晚了。")

    run(str(job.pk), slow)
    assert (again(job).state, again(job).problem) == (JobState.DONE, "")


def test_a_paused_job_rests_until_it_is_resumed(world: World, monkeypatch: pytest.MonkeyPatch, at_once: Any) -> None:
    job, done, by = ask(world), list[int](), world["school"]
    sent: list[Job] = []
    monkeypatch.setattr(actions, "_send", sent.append)

    def work(held: Job, progress: Progress) -> None:
        for place in range(held.done, 3):
            if place == 1 and held.fence == 1:
                actions.pause(job=job, by=by)
            progress(place, 3)
            done.append(place)

    run(str(job.pk), work)
    assert (again(job).state, done) == (JobState.PAUSED, [0])
    assert sweep() == 0, "nobody takes it up by itself"
    run(str(job.pk), work)
    assert done == [0], "nor at a message that comes late"
    with at_once():
        actions.resume(job=again(job), by=by)
    assert sent == [job]
    run(str(job.pk), work)
    assert (again(job).state, done) == (JobState.DONE, [0, 0, 1, 2])
    assert [one.subject_id for act in ("job.paused", "job.resumed") for one in acts(act)] == [str(job.pk)] * 2


def test_the_end_of_work_that_was_paused_in_its_last_step_is_noted(world: World) -> None:
    job = ask(world)
    run(str(job.pk), lambda held, _progress: actions.pause(job=held, by=world["school"]))
    assert again(job).state == JobState.DONE


def test_only_what_moves_is_paused_and_only_what_rests_resumed(world: World) -> None:
    job, by = ask(world), world["school"]
    with pytest.raises(RuleBroken) as caught:
        actions.resume(job=job, by=by)
    assert caught.value.code == "job_not_paused"
    actions.pause(job=job, by=by)
    with pytest.raises(RuleBroken) as caught:
        actions.pause(job=job, by=by)
    assert caught.value.code == "job_not_moving"


def test_asking_for_paused_work_resumes_it(world: World) -> None:
    job = ask(world)
    actions.pause(job=job, by=world["school"])
    assert ask(world, by="district") == job
    assert again(job).state == JobState.QUEUED


def test_pause_and_resume_on_the_page(world: World, sign_in: Any) -> None:
    job, client = ask(world), sign_in("school")
    assert "暂停" in client.get(f"/jobs/{job.pk}/").content.decode()
    assert "已暂停" in client.post(f"/jobs/{job.pk}/pause/", follow=True).content.decode()
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "继续" in page
    assert "hx-get" not in page
    assert "核对：已暂停" in client.get("/").content.decode()
    assert "等待处理" in client.post(f"/jobs/{job.pk}/resume/", follow=True).content.decode()
    assert "不在暂停状态" in client.post(f"/jobs/{job.pk}/resume/", follow=True).content.decode()


def test_a_job_is_seen_by_who_asked(world: World, sign_in: Any) -> None:
    job = ask(world)
    page = sign_in("school").get(f"/jobs/{job.pk}/")
    assert page.status_code == 200
    assert "等待处理" in page.content.decode()
    for other in ("far_school", "district", "city", "teacher"):
        assert sign_in(other).get(f"/jobs/{job.pk}/").status_code == 404


def test_the_bar_asks_again_until_the_end_and_then_leads_on(world: World, sign_in: Any) -> None:
    job, client = ask(world), sign_in("school")
    fragment = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert "hx-get" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    run(str(job.pk), Work())
    assert client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})["HX-Redirect"] == "/imports/"
    assert "hx-get" not in client.get(f"/jobs/{job.pk}/").content.decode()


def test_a_failed_job_shows_its_sentence(world: World, sign_in: Any) -> None:
    job = ask(world)
    run(str(job.pk), Work(RuleBroken("no", "名单为空，请先导入。")))
    page = sign_in("school").get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "名单为空，请先导入。" in page
    assert "hx-get" not in page
