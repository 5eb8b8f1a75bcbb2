"""Addresses of ethics, for people who sign in, and the check of a receipt for everybody."""

from django.urls import URLPattern, URLResolver, path

from ethics.views import sanctions, standing

SANCTION = "sanctions/<int:pk>/"
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
    path(f"{SANCTION}undo/", sanctions.sanction_undo, name="sanction_undo"),
]
