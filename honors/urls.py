"""Addresses of the honours, for people who sign in."""

from django.urls import path

from honors.views import certificates, lists, mine, moves, objections, prints, rounds, rules, shares

ROUND = "rounds/<day:as_of>/"
SCHOOL = f"{ROUND}schools/<int:school_id>/"
ENTRY = f"{ROUND}entries/<int:entry_id>/"
PAPER = "certificates/<code:number>/"
OBJECTION = f"{ROUND}objections/<int:objection_id>/"

urlpatterns = [
    path("rounds/", rounds.round_list, name="round_list"),
    path(ROUND, rounds.round_detail, name="round"),
    path(f"{ROUND}outside/", rounds.round_outside, name="round_outside"),
    path(f"{ROUND}list.xlsx", rounds.round_export, name="round_export"),
    path(f"{ROUND}archive.xlsx", moves.archive_file, name="round_archive_file"),
    path(f"{ROUND}compute/", moves.recompute, name="round_compute"),
    path(f"{ROUND}retry/", moves.retry, name="round_retry"),
    path(f"{ROUND}discard/", moves.discard, name="round_discard"),
    path(f"{ROUND}send-out/", moves.send_out, name="round_send_out"),
    path(f"{ROUND}call-back/", moves.call_back, name="round_call_back"),
    path(f"{ROUND}close-checking/", moves.close_checking, name="round_close_checking"),
    path(f"{ROUND}publish/", moves.publish, name="round_publish"),
    path(f"{ROUND}reopen/", moves.reopen, name="round_reopen"),
    path(f"{ROUND}submit/", moves.submit, name="round_submit"),
    path(f"{ROUND}approve/", moves.approve, name="round_approve"),
    path(f"{ROUND}give-back/", moves.give_back, name="round_give_back"),
    path(f"{ROUND}archive/", moves.archive, name="round_archive"),
    path(ENTRY, rounds.entry, name="round_entry"),
    path(f"{ENTRY}set-aside/", rounds.entry_set_aside, name="entry_set_aside"),
    path(f"{ENTRY}set-aside/<int:note_id>/lift/", rounds.entry_lift, name="entry_lift"),
    path(f"{ENTRY}signature/", rounds.entry_scan, name="entry_scan"),
    path(f"{ROUND}schools/", lists.school_lists, name="school_lists"),
    path(f"{ROUND}schools/check/", lists.lists_check, name="lists_check"),
    path(SCHOOL, lists.school_list, name="school_list"),
    path(f"{SCHOOL}paper/", lists.list_paper, name="list_paper"),
    path(f"{SCHOOL}send/", lists.list_send, name="list_send"),
    path(f"{SCHOOL}check/", lists.list_check, name="list_check"),
    path(f"{SCHOOL}return/", lists.list_return, name="list_return"),
    path(f"{SCHOOL}hand-over/", lists.list_hand_over, name="list_hand_over"),
    path(f"{SCHOOL}receipt/", lists.list_receipt, name="list_receipt"),
    path(f"{ROUND}objections/", objections.objection_list, name="objection_list"),
    path(OBJECTION, objections.objection, name="objection"),
    path(f"{OBJECTION}files/<uuid:file_id>/", objections.objection_file, name="objection_file"),
    path("mine/", mine.mine, name="honors_mine"),
    path("mine/<day:as_of>/confirm/", mine.confirm, name="mine_confirm"),
    path("mine/<day:as_of>/object/", mine.object_own, name="mine_object"),
    path("rules/", rules.rule_list, name="honor_rules"),
    path(f"{ROUND}print/", prints.print_files, name="print_files"),
    path(f"{ROUND}print/make/", prints.make, name="print_files_make"),
    path(f"{ROUND}print/<int:pk>.pdf", prints.file, name="print_file"),
    path("certificates/", certificates.certificate_list, name="certificate_list"),
    path("certificates/<code:number>.pdf", certificates.file, name="certificate_file"),
    path(PAPER, certificates.certificate_detail, name="certificate"),
    path(f"{PAPER}<int:index>.pdf", certificates.file, name="certificate_copy"),
    path(f"{PAPER}draw/", certificates.certificate_draw, name="certificate_draw"),
    path(f"{PAPER}share/", shares.share, name="certificate_share"),
    path(f"{PAPER}share/<int:pk>/", shares.share_end, name="certificate_share_end"),
    path(f"{PAPER}sign/<int:pk>/", certificates.certificate_sign, name="certificate_sign"),
    path(f"{PAPER}withdraw/<int:pk>/", certificates.certificate_withdraw, name="certificate_withdraw"),
    path(f"{PAPER}<slug:name>/", certificates.certificate_act, name="certificate_act"),
]
