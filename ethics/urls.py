"""Addresses of ethics, for people who sign in, and the check of a receipt for everybody."""

from django.urls import URLPattern, URLResolver, path

from ethics.views import care, case_acts, cases, clearance, mine, reports, sanctions, settings, standing, surveys

SANCTION = "sanctions/<int:pk>/"
YEAR = "appraisals/<int:school_id>/<int:year>/"
QUERY = "clearance/<int:pk>/"
RECEIPT = "receipts/<code:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("standing/", standing.ask, name="standing_ask"),
    path("receipts/check/", standing.receipt_check, name="receipt_check"),
    path(RECEIPT, standing.receipt, name="receipt"),
    path(f"{RECEIPT}seen/", standing.receipt_seen, name="receipt_seen"),
    path("sanctions/", sanctions.sanction_list, name="sanction_list"),
    path("sanctions/new/", sanctions.sanction_new, name="sanction_new"),
    path(SANCTION, sanctions.sanction, name="sanction"),
    path(f"{SANCTION}confirm/", sanctions.sanction_confirm, name="sanction_confirm"),
    path(f"{SANCTION}extend/", sanctions.sanction_extend, name="sanction_extend"),
    path("clearance/", clearance.clearance_list, name="clearance_list"),
    path("clearance/new/", clearance.clearance_new, name="clearance_new"),
    path("clearance/yearly/", clearance.clearance_yearly, name="clearance_yearly"),
    path("clearance/batches/", clearance.batch_list, name="batch_list"),
    path("clearance/batches/<int:pk>/export/", clearance.batch_export, name="batch_export"),
    path(QUERY, clearance.clearance, name="clearance"),
    path(f"{QUERY}detail/", clearance.clearance_detail, name="clearance_detail"),
    path(f"{QUERY}dispute/", clearance.clearance_dispute, name="clearance_dispute"),
    path(f"{QUERY}settle/", clearance.clearance_settle, name="clearance_settle"),
    path("warnings/", care.warning_list, name="warning_list"),
    path("warnings/<int:pk>/done/", care.warning_done, name="warning_done"),
    path("appraisals/", care.appraisal_year, name="appraisal_year"),
    path("appraisals/mine/", care.appraisal_own, name="appraisal_own"),
    path(YEAR, care.appraisal_school, name="appraisal_school"),
    path(f"{YEAR}<int:pk>/answer/", care.appraisal_answer, name="appraisal_answer"),
    path("accountability/", care.accountability_list, name="accountability_list"),
    path("prohibitions/", clearance.prohibition_list, name="prohibition_list"),
    path("prohibitions/<int:pk>/lift/", clearance.prohibition_lift, name="prohibition_lift"),
    path(f"{SANCTION}undo/", sanctions.sanction_undo, name="sanction_undo"),
]

urlpatterns += [
    path("cases/", cases.case_list, name="ethics_cases"),
    path("cases/new/", cases.case_new, name="ethics_case_new"),
    path("cases/overdue/", cases.overdue, name="ethics_overdue"),
    path("cases/limits/", case_acts.limit_list, name="ethics_limits"),
    path("cases/<code:number>/", cases.case, name="ethics_case"),
    path("cases/<code:number>/keep/", case_acts.keep_ask, name="ethics_keep_ask"),
    path("cases/<code:number>/keep-sign/", case_acts.keep_sign, name="ethics_keep_sign"),
    path("cases/<code:number>/move-<slug:name>/", cases.case_move, name="ethics_case_move"),
    path("cases/<code:number>/files/<uuid:file_id>/", cases.case_file, name="ethics_case_file"),
    path("cases/<code:number>/remedies/<int:remedy_id>/accept/", case_acts.remedy_accept, name="ethics_remedy_accept"),
    path("cases/<code:number>/remedies/<int:remedy_id>/decide/", case_acts.remedy_decide, name="ethics_remedy_decide"),
    path("settings/", settings.setting_list, name="ethics_settings_first"),
    path("settings/<slug:kind>/", settings.setting_list, name="ethics_settings"),
    path("relations/", case_acts.relation_list, name="ethics_relations"),
    path("relations/<int:relation_id>/end/", case_acts.relation_end, name="ethics_relation_end"),
    path("mine/", mine.my_cases, name="ethics_mine"),
    path("mine/<code:number>/", mine.my_case, name="ethics_my_case"),
    path("mine/<code:number>/lodge/", mine.my_case_lodge, name="ethics_my_case_lodge"),
    path("mine/<code:number>/act-<slug:name>/", mine.my_case_act, name="ethics_my_case_act"),
    path("mine/<code:number>/files/<uuid:file_id>/", mine.my_case_file, name="ethics_my_case_file"),
    path("reports/", reports.report_list, name="ethics_reports"),
    path("reports/<int:report_id>/", reports.report_detail, name="ethics_report"),
    path("reports/<int:report_id>/lead/", reports.report_lead, name="ethics_report_lead"),
    path("reports/<int:report_id>/decline/", reports.report_decline, name="ethics_report_decline"),
    path("reports/<int:report_id>/ask/", reports.report_ask, name="ethics_report_ask"),
    path("reports/<int:report_id>/files/<uuid:file_id>/", reports.report_file, name="ethics_report_file"),
    path("identities/", reports.identity_list, name="ethics_identities"),
    path("identities/<int:report_id>/", reports.identity, name="ethics_identity"),
    path("supervisors/", surveys.supervisor_list, name="ethics_supervisors"),
    path("supervisors/<int:supervisor_id>/end/", surveys.supervisor_end, name="ethics_supervisor_end"),
    path("surveys/", surveys.survey_list, name="ethics_surveys"),
    path("surveys/<int:survey_id>/", surveys.survey_detail, name="ethics_survey"),
]
