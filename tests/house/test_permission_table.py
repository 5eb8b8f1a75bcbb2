"""Who gets which answer at which address: the table is written by hand, and every address stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import URLPattern, get_resolver, path, reverse
from django.utils import timezone
from house_urls import addresses
from issuing import issue, paper_of
from world import AS_OF, SCHOOL, World, person, roster, row, scan

from honors.actions import printing
from honors.actions.sharing import share
from honors.actions.standing import Ground, ask_revocation
from honors.actions.templates import add_template
from honors.models import Objection, PrintFile, RoundEntry, SchoolList, SetAside
from honors.rules.lookahead import first_year
from kernel.accounts.models import User
from kernel.files.actions import kept
from kernel.imports.actions import receive
from kernel.imports.models import ImportRun
from kernel.jobs.actions import enqueue
from teachers.actions.corrections import ask_name
from teachers.actions.units import ask_rename
from teachers.models import Teacher

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.4\n%%EOF\n"

# Everything asked for belongs to 海陵区实验小学: its teacher, that teacher's honour, a workbook that its officer sent.
# "far" are officers of 姜堰区 with the same roles: what is there for their neighbour is for them not there.
WHO = ("", "nobody", "teacher", "school", "district", "city", "honors", "approver", "far_school", "far_district")
TABLE = """
                             anon nobody teacher school district city honors approver | far_school far_district
GET  home                    302  200    200     200    200      200  200    200      | 200        200
POST home                    302  200    200     200    200      200  200    200      | 200        200
GET  account_login           200  302    302     302    302      302  302    302      | 302        302
POST account_login           200  302    302     302    302      302  302    302      | 302        302
GET  account_logout          302  200    200     200    200      200  200    200      | 200        200
POST account_logout          302  302    302     302    302      302  302    302      | 302        302
GET  account_inactive        200  200    200     200    200      200  200    200      | 200        200
POST account_inactive        405  405    405     405    405      405  405    405      | 405        405
GET  account_change_password 302  200    200     200    200      200  200    200      | 200        200
POST account_change_password 302  200    200     200    200      200  200    200      | 200        200
GET  account_reauthenticate  302  200    200     200    200      200  200    200      | 200        200
POST account_reauthenticate  302  200    200     200    200      200  200    200      | 200        200
GET  account_set_password    302  409    409     409    409      409  409    409      | 409        409
POST account_set_password    302  409    409     409    409      409  409    409      | 409        409
GET  mfa_index               302  200    200     200    200      200  200    200      | 200        200
POST mfa_index               302  200    200     200    200      200  200    200      | 200        200
GET  second_factor           302  200    200     302    302      302  302    302      | 302        302
POST second_factor           302  200    200     302    302      302  302    302      | 302        302
GET  mfa_authenticate        302  302    302     302    302      302  302    302      | 302        302
POST mfa_authenticate        302  302    302     302    302      302  302    302      | 302        302
GET  mfa_reauthenticate      302  302    302     200    200      200  200    200      | 200        200
POST mfa_reauthenticate      302  302    302     200    200      200  200    200      | 200        200
GET  mfa_activate_totp       302  302    302     302    302      302  302    302      | 302        302
POST mfa_activate_totp       302  302    302     302    302      302  302    302      | 302        302
GET  mfa_deactivate_totp     302  404    404     302    302      302  302    302      | 302        302
POST mfa_deactivate_totp     302  404    404     302    302      302  302    302      | 302        302
GET  mfa_view_recovery_codes 302  404    404     404    404      404  404    404      | 404        404
POST mfa_view_recovery_codes 302  405    405     405    405      405  405    405      | 405        405
GET  mfa_generate_recovery_codes 302  302    302     302    302      302  302    302      | 302        302
POST mfa_generate_recovery_codes 302  302    302     302    302      302  302    302      | 302        302
GET  mfa_list_webauthn       302  302    302     302    302      302  302    302      | 302        302
POST mfa_list_webauthn       302  302    302     302    302      302  302    302      | 302        302
GET  mfa_add_webauthn        302  302    302     302    302      302  302    302      | 302        302
POST mfa_add_webauthn        302  302    302     302    302      302  302    302      | 302        302
GET  mfa_login_webauthn      302  302    302     302    302      302  302    302      | 302        302
POST mfa_login_webauthn      302  302    302     302    302      302  302    302      | 302        302
GET  mfa_reauthenticate_webauthn 302  302    302     302    302      302  302    302      | 302        302
POST mfa_reauthenticate_webauthn 302  302    302     302    302      302  302    302      | 302        302
GET  mfa_edit_webauthn       302  302    302     302    302      302  302    302      | 302        302
POST mfa_edit_webauthn       302  302    302     302    302      302  302    302      | 302        302
GET  mfa_remove_webauthn     302  302    302     302    302      302  302    302      | 302        302
POST mfa_remove_webauthn     302  302    302     302    302      302  302    302      | 302        302
GET  session_end             405  405    405     405    405      405  405    405      | 405        405
POST session_end             302  404    404     302    404      404  404    404      | 404        404
GET  sessions_end            405  405    405     405    405      405  405    405      | 405        405
POST sessions_end            302  302    302     302    302      302  302    302      | 302        302
GET  identity_remove         405  405    405     405    405      405  405    405      | 405        405
POST identity_remove         302  302    302     302    302      302  302    302      | 302        302
GET  socialaccount_login_cancelled 200  200    200     200    200      200  200    200      | 200        200
POST socialaccount_login_cancelled 405  405    405     405    405      405  405    405      | 405        405
GET  socialaccount_login_error 401  401    401     401    401      401  401    401      | 401        401
POST socialaccount_login_error 405  405    405     405    405      405  405    405      | 405        405
GET  openid_connect_login    404  404    404     404    404      404  404    404      | 404        404
POST openid_connect_login    404  404    404     404    404      404  404    404      | 404        404
GET  openid_connect_callback 404  404    404     404    404      404  404    404      | 404        404
POST openid_connect_callback 404  404    404     404    404      404  404    404      | 404        404
GET  dingtalk_login          404  404    404     404    404      404  404    404      | 404        404
POST dingtalk_login          404  404    404     404    404      404  404    404      | 404        404
GET  dingtalk_callback       404  404    404     404    404      404  404    404      | 404        404
POST dingtalk_callback       404  404    404     404    404      404  404    404      | 404        404
GET  feishu_login            404  404    404     404    404      404  404    404      | 404        404
POST feishu_login            404  404    404     404    404      404  404    404      | 404        404
GET  feishu_callback         404  404    404     404    404      404  404    404      | 404        404
POST feishu_callback         404  404    404     404    404      404  404    404      | 404        404
GET  weixin_login            404  404    404     404    404      404  404    404      | 404        404
POST weixin_login            404  404    404     404    404      404  404    404      | 404        404
GET  weixin_callback         404  404    404     404    404      404  404    404      | 404        404
POST weixin_callback         404  404    404     404    404      404  404    404      | 404        404
GET  job                     302  404    404     200    404      404  404    404      | 404        404
POST job                     302  404    404     200    404      404  404    404      | 404        404
GET  job_pause               405  405    405     405    405      405  405    405      | 405        405
POST job_pause               302  404    404     302    404      404  404    404      | 404        404
GET  job_resume              405  405    405     405    405      405  405    405      | 405        405
POST job_resume              302  404    404     302    404      404  404    404      | 404        404
GET  import_list             302  403    403     200    200      200  403    403      | 200        200
POST import_list             302  403    403     200    200      200  403    403      | 200        200
GET  import_template         302  404    404     200    200      200  404    404      | 200        200
POST import_template         302  404    404     200    200      200  404    404      | 200        200
GET  import_run              302  404    404     200    404      404  404    404      | 404        404
POST import_run              302  404    404     200    404      404  404    404      | 404        404
GET  import_confirm          405  405    405     405    405      405  405    405      | 405        405
POST import_confirm          302  404    404     302    404      404  404    404      | 404        404
GET  import_retry            405  405    405     405    405      405  405    405      | 405        405
POST import_retry            302  404    404     302    404      404  404    404      | 404        404
GET  import_drop             405  405    405     405    405      405  405    405      | 405        405
POST import_drop             302  404    404     302    404      404  404    404      | 404        404
GET  import_refused          302  404    404     200    404      404  404    404      | 404        404
POST import_refused          302  404    404     200    404      404  404    404      | 404        404
GET  teacher_list            302  403    403     200    200      200  200    200      | 200        200
POST teacher_list            302  403    403     200    200      200  200    200      | 200        200
GET  teacher                 302  404    200     200    200      200  200    200      | 404        404
POST teacher                 302  404    200     200    200      200  200    200      | 404        404
GET  correction_ask          302  404    200     200    200      200  404    404      | 404        404
POST correction_ask          302  404    200     200    200      200  404    404      | 404        404
GET  correction_list         302  200    200     200    200      200  200    200      | 200        200
POST correction_list         302  200    200     200    200      200  200    200      | 200        200
GET  correction              302  404    200     200    200      200  404    404      | 404        404
POST correction              302  404    200     200    200      200  404    404      | 404        404
GET  correction_file         302  404    200     200    200      200  404    404      | 404        404
POST correction_file         302  404    200     200    200      200  404    404      | 404        404
GET  correction_check        405  405    405     405    405      405  405    405      | 405        405
POST correction_check        302  404    302     302    302      302  404    404      | 404        404
GET  correction_approve      405  405    405     405    405      405  405    405      | 405        405
POST correction_approve      302  404    302     302    302      302  404    404      | 404        404
GET  correction_refuse       405  405    405     405    405      405  405    405      | 405        405
POST correction_refuse       302  404    302     302    302      302  404    404      | 404        404
GET  correction_withdraw     405  405    405     405    405      405  405    405      | 405        405
POST correction_withdraw     302  404    302     302    302      302  404    404      | 404        404
GET  unit_list               302  403    403     200    200      200  200    200      | 200        200
POST unit_list               302  403    403     200    200      200  200    200      | 200        200
GET  unit                    302  403    403     200    200      200  200    200      | 404        404
POST unit                    302  403    403     200    200      200  200    200      | 404        404
GET  unit_ask                302  403    403     403    403      200  403    403      | 403        403
POST unit_ask                302  403    403     403    403      200  403    403      | 403        403
GET  unit_sign               405  405    405     405    405      405  405    405      | 405        405
POST unit_sign               302  403    403     403    403      302  403    302      | 403        403
GET  unit_refuse             405  405    405     405    405      405  405    405      | 405        405
POST unit_refuse             302  403    403     403    403      302  403    302      | 403        403
GET  unit_withdraw           405  405    405     405    405      405  405    405      | 405        405
POST unit_withdraw           302  403    403     403    403      302  403    403      | 403        403
GET  round_list              302  403    403     200    200      200  200    200      | 200        200
POST round_list              302  403    403     200    200      200  200    200      | 200        200
GET  round                   302  403    403     200    200      200  200    200      | 200        200
POST round                   302  403    403     200    200      200  200    200      | 200        200
GET  round_compute           405  405    405     405    405      405  405    405      | 405        405
POST round_compute           302  403    403     403    403      403  302    403      | 403        403
GET  round_retry             405  405    405     405    405      405  405    405      | 405        405
POST round_retry             302  403    403     403    403      403  302    403      | 403        403
GET  round_discard           405  405    405     405    405      405  405    405      | 405        405
POST round_discard           302  403    403     403    403      403  302    403      | 403        403
GET  round_submit            405  405    405     405    405      405  405    405      | 405        405
POST round_submit            302  403    403     403    403      403  302    403      | 403        403
GET  round_approve           405  405    405     405    405      405  405    405      | 405        405
POST round_approve           302  403    403     403    403      403  403    302      | 403        403
GET  round_give_back         405  405    405     405    405      405  405    405      | 405        405
POST round_give_back         302  403    403     403    403      403  403    302      | 403        403
GET  round_entry             302  403    403     200    200      200  200    200      | 404        404
POST round_entry             302  403    403     200    200      200  200    200      | 404        404
GET  template_list           302  403    403     403    403      403  200    200      | 403        403
POST template_list           302  403    403     403    403      403  200    200      | 403        403
GET  template_new            302  403    403     403    403      403  200    403      | 403        403
POST template_new            302  403    403     403    403      403  200    403      | 403        403
GET  template_preview        302  403    403     403    403      403  200    200      | 403        403
POST template_preview        302  403    403     403    403      403  409    409      | 403        403
GET  template                302  403    403     403    403      403  200    200      | 403        403
POST template                302  403    403     403    403      403  200    200      | 403        403
GET  template_edit           302  403    403     403    403      403  200    403      | 403        403
POST template_edit           302  403    403     403    403      403  200    403      | 403        403
GET  template_specimen       302  403    403     403    403      403  200    200      | 403        403
POST template_specimen       302  403    403     403    403      403  200    200      | 403        403
GET  template_revise         405  405    405     405    405      405  405    405      | 405        405
POST template_revise         302  403    403     403    403      403  302    403      | 403        403
GET  template_approve        405  405    405     405    405      405  405    405      | 405        405
POST template_approve        302  403    403     403    403      403  403    302      | 403        403
GET  template_retire         405  405    405     405    405      405  405    405      | 405        405
POST template_retire         302  403    403     403    403      403  403    302      | 403        403
GET  template_discard        405  405    405     405    405      405  405    405      | 405        405
POST template_discard        302  403    403     403    403      403  302    403      | 403        403
GET  icon                    302  302    302     302    302      302  302    302      | 302        302
POST icon                    405  405    405     405    405      405  405    405      | 405        405
GET  set_language            405  405    405     405    405      405  405    405      | 405        405
POST set_language            302  302    302     302    302      302  302    302      | 302        302
GET  calendar                302  403    403     403    403      200  200    403      | 403        403
POST calendar                302  403    403     403    403      200  200    403      | 403        403
GET  round_outside           302  403    403     200    200      200  200    200      | 200        200
POST round_outside           302  403    403     200    200      200  200    200      | 200        200
GET  round_export            302  403    403     200    200      200  200    200      | 200        200
POST round_export            302  403    403     200    200      200  200    200      | 200        200
GET  round_archive_file      302  403    403     403    403      403  200    200      | 403        403
POST round_archive_file      302  403    403     403    403      403  200    200      | 403        403
GET  round_send_out          405  405    405     405    405      405  405    405      | 405        405
POST round_send_out          302  403    403     403    403      403  302    403      | 403        403
GET  round_call_back         405  405    405     405    405      405  405    405      | 405        405
POST round_call_back         302  403    403     403    403      403  302    403      | 403        403
GET  round_close_checking    405  405    405     405    405      405  405    405      | 405        405
POST round_close_checking    302  403    403     403    403      403  302    403      | 403        403
GET  round_publish           405  405    405     405    405      405  405    405      | 405        405
POST round_publish           302  403    403     403    403      403  302    403      | 403        403
GET  round_recompute_changed 405  405    405     405    405      405  405    405      | 405        405
POST round_recompute_changed 302  403    403     403    403      403  302    403      | 403        403
GET  round_reopen            405  405    405     405    405      405  405    405      | 405        405
POST round_reopen            302  403    403     403    403      403  302    403      | 403        403
GET  round_archive           405  405    405     405    405      405  405    405      | 405        405
POST round_archive           302  403    403     403    403      403  302    403      | 403        403
GET  entry_set_aside         405  405    405     405    405      405  405    405      | 405        405
POST entry_set_aside         302  403    403     403    403      403  200    403      | 403        403
GET  entry_lift              405  405    405     405    405      405  405    405      | 405        405
POST entry_lift              302  403    403     403    403      403  302    403      | 403        403
GET  entry_scan              302  403    403     200    200      200  200    200      | 404        404
POST entry_scan              302  403    403     200    200      200  200    200      | 404        404
GET  school_lists            302  403    403     200    200      200  200    200      | 200        200
POST school_lists            302  403    403     200    200      200  200    200      | 200        200
GET  lists_check             405  405    405     405    405      405  405    405      | 405        405
POST lists_check             302  403    403     403    302      302  403    403      | 403        302
GET  school_list             302  403    403     200    200      200  200    200      | 404        404
POST school_list             302  403    403     200    200      200  200    200      | 404        404
GET  list_paper              405  405    405     405    405      405  405    405      | 405        405
POST list_paper              302  403    403     200    200      200  403    403      | 404        404
GET  list_send               405  405    405     405    405      405  405    405      | 405        405
POST list_send               302  403    403     302    302      302  403    403      | 404        404
GET  list_check              405  405    405     405    405      405  405    405      | 405        405
POST list_check              302  403    403     403    302      302  403    403      | 403        404
GET  list_return             405  405    405     405    405      405  405    405      | 405        405
POST list_return             302  403    403     403    302      302  403    403      | 403        404
GET  list_hand_over          405  405    405     405    405      405  405    405      | 405        405
POST list_hand_over          302  403    403     200    200      200  200    403      | 404        404
GET  list_receipt            302  403    403     200    200      200  200    200      | 404        404
POST list_receipt            302  403    403     200    200      200  200    200      | 404        404
GET  objection_list          302  403    403     403    200      200  200    403      | 403        200
POST objection_list          302  403    403     403    200      200  200    403      | 403        200
GET  objection               302  404    200     404    200      200  200    404      | 404        404
POST objection               302  404    200     404    200      200  200    404      | 404        404
GET  objection_file          302  404    200     404    200      200  200    404      | 404        404
POST objection_file          302  404    200     404    200      200  200    404      | 404        404
GET  honors_mine             302  200    200     200    200      200  200    200      | 200        200
POST honors_mine             302  200    200     200    200      200  200    200      | 200        200
GET  mine_confirm            405  405    405     405    405      405  405    405      | 405        405
POST mine_confirm            302  404    302     404    404      404  404    404      | 404        404
GET  mine_object             302  404    200     404    404      404  404    404      | 404        404
POST mine_object             302  404    200     404    404      404  404    404      | 404        404
GET  honor_rules             302  403    403     403    403      403  200    200      | 403        403
POST honor_rules             302  403    403     403    403      403  200    200      | 403        403
GET  publicity_list          200  200    200     200    200      200  200    200      | 200        200
POST publicity_list          200  200    200     200    200      200  200    200      | 200        200
GET  publicity               404  404    404     404    404      404  404    404      | 404        404
POST publicity               404  404    404     404    404      404  404    404      | 404        404
GET  publicity_object        404  404    404     404    404      404  404    404      | 404        404
POST publicity_object        404  404    404     404    404      404  404    404      | 404        404
GET  lookahead               302  403    403     200    200      200  200    200      | 200        200
POST lookahead               302  403    403     200    200      200  200    200      | 200        200
GET  lookahead_people        302  403    403     200    200      200  200    200      | 200        200
POST lookahead_people        302  403    403     200    200      200  200    200      | 200        200
GET  lookahead_export        302  403    403     200    200      200  200    200      | 200        200
POST lookahead_export        302  403    403     200    200      200  200    200      | 200        200
GET  certificate_file        302  404    200     200    200      200  200    404      | 404        404
POST certificate_file        302  404    200     200    200      200  200    404      | 404        404
GET  certificate_copy        302  404    200     200    200      200  200    404      | 404        404
POST certificate_copy        302  404    200     200    200      200  200    404      | 404        404
GET  certificate_list        302  403    403     200    200      200  200    200      | 200        200
POST certificate_list        302  403    403     200    200      200  200    200      | 200        200
GET  certificate             302  404    200     200    200      200  200    200      | 404        404
POST certificate             302  404    200     200    200      200  200    200      | 404        404
GET  certificate_act         405  405    405     405    405      405  405    405      | 405        405
POST certificate_act         302  403    403     403    403      403  200    403      | 403        403
GET  certificate_draw        405  405    405     405    405      405  405    405      | 405        405
POST certificate_draw        302  403    403     403    403      403  302    403      | 403        403
GET  certificate_sign        405  405    405     405    405      405  405    405      | 405        405
POST certificate_sign        302  403    403     403    403      403  403    302      | 403        403
GET  certificate_withdraw    405  405    405     405    405      405  405    405      | 405        405
POST certificate_withdraw    302  403    403     403    403      403  302    403      | 403        403
GET  certificate_share       405  405    405     405    405      405  405    405      | 405        405
POST certificate_share       302  404    302     302    302      302  302    302      | 404        404
GET  certificate_share_end   405  405    405     405    405      405  405    405      | 405        405
POST certificate_share_end   302  404    302     404    404      404  404    404      | 404        404
GET  print_files             302  403    403     200    200      200  200    403      | 200        200
POST print_files             302  403    403     200    200      200  200    403      | 200        200
GET  print_files_make        405  405    405     405    405      405  405    405      | 405        405
POST print_files_make        302  403    403     403    403      403  302    403      | 403        403
GET  print_file              302  403    403     200    200      200  200    403      | 404        404
POST print_file              302  403    403     200    200      200  200    403      | 404        404
GET  shared                  200  200    200     200    200      200  200    200      | 200        200
POST shared                  200  200    200     200    200      200  200    200      | 200        200
GET  shared_file             200  200    200     200    200      200  200    200      | 200        200
POST shared_file             200  200    200     200    200      200  200    200      | 200        200
GET  check_copy              200  200    200     200    200      200  200    200      | 200        200
POST check_copy              200  200    200     200    200      200  200    200      | 200        200
GET  check                   200  200    200     200    200      200  200    200      | 200        200
POST check                   200  200    200     200    200      200  200    200      | 200        200
GET  check_token             200  200    200     200    200      200  200    200      | 200        200
POST check_token             200  200    200     200    200      200  200    200      | 200        200
"""

TEMPLATE_ACTS = ("edit", "specimen", "revise", "approve", "retire", "discard")
Cell = tuple[str, str]  # "GET teacher", who


def written() -> dict[Cell, int]:
    """The table as written."""
    found: dict[Cell, int] = {}
    for line in TABLE.strip().splitlines()[1:]:
        method, name, *answers = line.replace("|", " ").split()
        assert len(answers) == len(WHO), line
        found |= {(f"{method} {name}", who): int(answer) for who, answer in zip(WHO, answers, strict=True)}
    return found


@dataclass
class Scene:
    """What is asked for: a place for every part of an address."""

    world: World
    sign_in: Callable[[str], Client]
    parts: dict[str, Callable[[], list[Any]]]

    def url(self, name: str) -> str:
        return reverse(name, args=self.parts.get(name, list)())

    def ask(self, row: str, who: str) -> int:
        """The answer to one call, which changes nothing for the next."""
        method, name = row.split()
        with transaction.atomic():
            place = f"10.0.0.{WHO.index(who)}"  # an address each: the brake of public pages counts them
            answer = self.sign_in(who).generic(method, self.url(name), REMOTE_ADDR=place).status_code
            transaction.set_rollback(True)
        return answer

    def differences(self, *names: str) -> dict[Cell, tuple[int, int]]:
        """Calls (to some addresses, or to all) that answer otherwise than written: (written, answered)."""
        expected = {cell: answer for cell, answer in written().items() if not names or cell[0].split()[1] in names}
        answers = {cell: self.ask(*cell) for cell in expected}
        return {cell: (expected[cell], got) for cell, got in answers.items() if got != expected[cell]}


@pytest.fixture
def scene(settled: World, at_once: Any, sign_in: Callable[[str], Client]) -> Scene:
    one = issue(settled)
    printing.make_print_files(one=one, by=settled["honors"])
    paper = paper_of("李长青")
    certificate = paper.certificate
    ground = Ground("in_error", "泰教〔2026〕1号", "错发")
    asked = ask_revocation(certificate=certificate, ground=ground, by=settled["honors"], on=AS_OF)
    link = share(certificate=certificate, last_day=timezone.localdate(), by=settled["teacher"], on=timezone.localdate())
    printed = PrintFile.objects.for_system("scene").get(org__name=SCHOOL)
    entry = RoundEntry.objects.for_system("scene").get(teacher__user=settled["teacher"])
    officer = settled["school"]
    with kept([scan()]) as (picture,):
        objection = Objection.objects.create(
            round=one, entry=entry, teacher=entry.teacher, source="self", text="x", made_by=settled["teacher"], once="1"
        )
        objection.files.add(picture)
        RoundEntry.objects.for_system("scene").filter(pk=entry.pk).update(answer="paper", answer_file=picture)
        SchoolList.objects.for_system("scene").filter(school=entry.school).update(handed_over_file=picture)
        note = SetAside.objects.create(
            teacher=entry.teacher, effect="held", ground="x", from_on=AS_OF, recorded_by=settled["honors"]
        )
    with at_once():
        run = receive(
            data=roster([row("新人", AS_OF.replace(year=1991)), row("")]),
            filename="名册.xlsx",
            kind="roster",
            options={},
            by=officer,
        )
    job = enqueue("kernel.imports.tasks.judge", subject_id="1", title="核对", by=officer)
    wish = ask_name(
        teacher=entry.teacher, name="李常青", reason="户口簿为准", files=[("户口簿.pdf", PAPER)],
        by=settled["teacher"],
    )  # fmt: skip
    school = settled.units[SCHOOL]
    change = ask_rename(
        school=school, name="海陵区新实验小学", on=AS_OF, document="文", reason="更名", by=settled["city"]
    )
    session = UserSession.objects.create(user=officer, ip="10.0.0.1", session_key="of another browser")
    identity = SocialAccount.objects.create(user=officer, provider="city", uid="1")
    assert entry.school.name == SCHOOL
    assert ImportRun.objects.for_system("scene").get(pk=run.pk).state == "judged"
    design = add_template(values={"name": "金色样式"}, by=settled["honors"])
    of_run, of_round, of_design = (lambda: [run.pk]), (lambda: [AS_OF]), (lambda: [design.pk])
    moves = (
        "round",
        "round_compute",
        "round_retry",
        "round_discard",
        "round_submit",
        "round_approve",
        "round_give_back",
        "round_outside",
        "round_export",
        "round_archive_file",
        "round_send_out",
        "round_call_back",
        "round_close_checking",
        "round_publish",
        "round_reopen",
        "round_recompute_changed",
        "round_archive",
        "school_lists",
        "lists_check",
        "objection_list",
        "mine_confirm",
        "mine_object",
        "publicity",
        "publicity_object",
        "print_files",
        "print_files_make",
    )
    of_school = lambda: [AS_OF, entry.school_id]  # noqa: E731
    school_moves = (
        "school_list", "list_paper", "list_send", "list_check", "list_return", "list_hand_over", "list_receipt",
    )  # fmt: skip
    return Scene(
        settled,
        sign_in,
        dict.fromkeys(("import_run", "import_confirm", "import_retry", "import_drop", "import_refused"), of_run)
        | dict.fromkeys(moves, of_round)
        | dict.fromkeys((f"template_{act}" for act in TEMPLATE_ACTS), of_design)
        | dict.fromkeys(school_moves, of_school)
        | dict.fromkeys(("round_entry", "entry_set_aside", "entry_scan"), lambda: [AS_OF, entry.pk])
        | dict.fromkeys(
            ("correction", *(f"correction_{move}" for move in ("check", "approve", "refuse", "withdraw"))),
            lambda: [wish.pk],
        )
        | dict.fromkeys(("unit_sign", "unit_refuse", "unit_withdraw"), lambda: [school.pk, change.pk])
        | {
            "import_template": lambda: ["roster"],
            "job": lambda: [job.pk],
            "job_pause": lambda: [job.pk],
            "job_resume": lambda: [job.pk],
            "teacher": lambda: [settled.people["李长青"].teacher_no],
            "template": lambda: [design.pk],
            "entry_lift": lambda: [AS_OF, entry.pk, note.pk],
            "objection": lambda: [AS_OF, objection.pk],
            "objection_file": lambda: [AS_OF, objection.pk, picture.pk],
            "lookahead_people": lambda: [first_year(timezone.localdate()), 30],
            "certificate_file": lambda: [certificate.number],
            "certificate_copy": lambda: [certificate.number, 0],
            "certificate": lambda: [certificate.number],
            "certificate_act": lambda: [certificate.number, "suspend"],
            "certificate_draw": lambda: [certificate.number],
            "certificate_share": lambda: [certificate.number],
            "certificate_share_end": lambda: [certificate.number, link.pk],
            "certificate_sign": lambda: [certificate.number, asked.pk],
            "certificate_withdraw": lambda: [certificate.number, asked.pk],
            "print_file": lambda: [AS_OF, printed.pk],
            "shared": lambda: [link.token],
            "shared_file": lambda: [link.token],
            "check_copy": lambda: [certificate.number, 0, paper.token],
            "check_token": lambda: [paper.token],
            "correction_ask": lambda: [settled.people["李长青"].teacher_no],
            "correction_file": lambda: [wish.pk, wish.files.get().pk],
            "mfa_edit_webauthn": lambda: [1],  # asks who it is before it looks
            "mfa_remove_webauthn": lambda: [1],
            "session_end": lambda: [session.pk],
            "identity_remove": lambda: [identity.pk],
            "openid_connect_login": lambda: ["city"],
            "openid_connect_callback": lambda: ["city"],
            "unit": lambda: [school.pk],
            "unit_ask": lambda: [school.pk, "merge"],
        },
    )


def unwritten(patterns: Iterable[URLPattern]) -> set[str]:
    """Calls of the URL table for which nobody wrote down an answer."""
    rows = {row for row, _who in written()}
    return {f"{method} {one.name}" for one in patterns for method in ("GET", "POST")} - rows


def test_every_answer_is_as_written(scene: Scene) -> None:
    assert scene.differences() == {}


def test_every_address_stands_in_the_table() -> None:
    assert unwritten(addresses(get_resolver().url_patterns)) == set()


def test_no_row_speaks_of_an_address_that_is_gone() -> None:
    names = {one.name for one in addresses(get_resolver().url_patterns)}
    assert {row.split()[1] for row, _who in written()} <= names


def test_a_new_address_is_missed() -> None:
    new = [path("new/", lambda request: None, name="new")]  # type: ignore[arg-type,return-value]
    assert unwritten(new) == {"GET new", "POST new"}


def test_a_door_left_open_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "holds", lambda self, permission: True)
    found = scene.differences("teacher_list", "round_approve")
    assert found["GET teacher_list", "nobody"] == (403, 200)
    assert found["POST round_approve", "honors"] == (403, 302)


def test_a_view_over_the_fence_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Teacher, "visible_q", staticmethod(lambda user: Q()))
    assert set(scene.differences("teacher", "teacher_list")) == {
        (f"{method} teacher", who) for method in ("GET", "POST") for who in ("nobody", "far_school", "far_district")
    }


def test_the_list_of_a_neighbour_is_empty_of_names(scene: Scene) -> None:
    """200 is not enough: the same address shows each officer their own people."""
    scene.world.enrol(person("赵近邻", AS_OF.replace(year=1980), ("321204", "姜堰区实验小学")))

    def shown(who: str, name: str) -> str:
        return scene.sign_in(who).get(scene.url(name)).content.decode()

    assert "李长青" in shown("school", "teacher_list")
    assert "赵近邻" not in shown("school", "teacher_list")
    assert "李长青" not in shown("far_school", "teacher_list")
    assert "赵近邻" in shown("far_district", "teacher_list")
    assert "李长青" in shown("district", "round")
    assert "李长青" not in shown("far_district", "round")
    assert "王远山" in shown("far_district", "round")
