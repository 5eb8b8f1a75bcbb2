"""Hours, claims, transcripts."""

from django.urls import URLPattern, path

from training.views import hours, hours_claims, hours_map, hours_queue, hours_rules

ENTRY = "hours/entries/<int:entry_id>/"
PERSON = "hours/people/<code:teacher_no>/"

urlpatterns: list[URLPattern] = [
    path("hours/", hours.mine, name="hours_mine"),
    path("hours/claim/", hours_claims.claim_new, name="hour_claim"),
    path(ENTRY, hours.entry, name="hour_entry"),
    path(f"{ENTRY}approve/", hours_queue.approve, name="hour_approve"),
    path(f"{ENTRY}refuse/", hours_queue.refuse, name="hour_refuse"),
    path(f"{ENTRY}reverse/", hours_queue.reverse, name="hour_reverse"),
    path(f"{ENTRY}withdraw/", hours_claims.withdraw, name="hour_withdraw"),
    path(f"{ENTRY}files/<uuid:file_id>/", hours_claims.file, name="hour_claim_file"),
    path("hours/queue/", hours_queue.queue, name="hours_queue"),
    path("hours/completion/", hours_map.completion, name="hours_completion"),
    path("hours/map/", hours_map.heat, name="hours_map"),
    path("hours/lock/", hours_queue.lock, name="hours_lock"),
    path("hours/province/", hours_map.province, name="hours_province"),
    path("hours/rules/", hours_rules.rule_list, name="hour_rules"),
    path("hours/rules/cycle/", hours_rules.cycle_add, name="hour_cycle_add"),
    path(PERSON, hours.sheet, name="hours_sheet"),
    path(f"{PERSON}transcript.pdf", hours.transcript, name="hours_transcript"),
    path(f"{PERSON}transcript.xlsx", hours.workbook, name="hours_workbook"),
]
