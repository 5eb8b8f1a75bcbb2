"""Addresses of ethics, for people who sign in, and the check of a receipt for everybody."""

from django.urls import URLPattern, URLResolver, path

from ethics.views import care, clearance, sanctions, standing

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
