"""Programmes, seats, check-in."""

from django.urls import path, re_path

from training.views import check_in, mine, programmes, sessions, supervision

ONE = "programmes/<int:pk>/"
AT = "sessions/<int:pk>/"

urlpatterns = [
    path("", programmes.programme_list, name="programme_list"),
    path("new/", programmes.programme_new, name="programme_new"),
    path("seasons/", programmes.season_list, name="season_list"),
    path("rules/", supervision.training_rules, name="training_rules"),
    path("samples/", supervision.sample_list, name="sample_list"),
    path("samples/draw/", supervision.sample_draw, name="sample_draw"),
    path("samples/<int:pk>/finding/", supervision.sample_finding, name="sample_finding"),
    path("mine/", mine.mine, name="training_mine"),
    path("mine/notices/", mine.notices_read, name="training_notices_read"),
    path("mine/calendar/", mine.feed_open, name="calendar_feed_open"),
    path("mine/calendar/end/", mine.feed_end, name="calendar_feed_end"),
    re_path(r"^calendar/(?P<token>[0-9a-f]{48})\.ics$", mine.calendar_feed, name="calendar_feed"),
    path("approvals/", sessions.enrolment_approvals, name="enrolment_approvals"),
    path(ONE, programmes.programme, name="programme"),
    path(f"{ONE}edit/", programmes.programme_edit, name="programme_edit"),
    path(f"{ONE}submit/", programmes.programme_move, {"move": "submit"}, name="programme_submit"),
    path(f"{ONE}agree/", programmes.programme_move, {"move": "agree"}, name="programme_agree"),
    path(f"{ONE}publish/", programmes.programme_move, {"move": "publish"}, name="programme_publish"),
    path(f"{ONE}return/", programmes.programme_return, name="programme_return"),
    path(f"{ONE}cancel/", programmes.programme_cancel, name="programme_cancel"),
    path(f"{ONE}finish/", programmes.programme_finish, name="programme_finish"),
    path(f"{ONE}courses/", programmes.course_add, name="course_add"),
    path(f"{ONE}sessions/new/", sessions.session_new, name="session_new"),
    path(AT, sessions.session, name="session"),
    path(f"{AT}edit/", sessions.session_edit, name="session_edit"),
    path(f"{AT}cancel/", sessions.session_cancel, name="session_cancel"),
    path(f"{AT}seats/", sessions.seats_give, name="seats_give"),
    path(f"{AT}enrol/", sessions.enrol_own, name="enrol_own"),
    path(f"{AT}people/", sessions.enrol_people, name="enrol_people"),
    path(f"{AT}fill/", sessions.waiting_fill, name="waiting_fill"),
    path(f"{AT}complete/", sessions.session_complete, name="session_complete"),
    path(f"{AT}room/", check_in.room_screen, name="room_screen"),
    path(f"{AT}room/open/", check_in.room_open, name="room_open"),
    path(f"{AT}room/second/", check_in.room_second, name="room_second"),
    path(f"{AT}paper/", check_in.paper_list, name="paper_list"),
    path("enrolments/<int:pk>/withdraw/", sessions.enrolment_withdraw, name="enrolment_withdraw"),
    path("enrolments/<int:pk>/decide/", sessions.enrolment_decide, name="enrolment_decide"),
    path("check-in/<int:pk>/", check_in.check_in, name="check_in"),
    path("check-in/<int:pk>/<slug:code>/", check_in.check_in, name="check_in_code"),
]
