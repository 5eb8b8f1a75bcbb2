"""Addresses of staffing."""

from django.urls import path

from staffing.views import (
    allowance,
    candidates,
    doctors,
    exemptions,
    figures,
    first,
    forecast,
    measures,
    plan_moves,
    plans,
    pool,
    recruitment,
    requests,
    rotation,
    silver,
    table,
)

SCHOOL = "schools/<int:school_id>/"
UNIT = "pool/accounts/<int:unit_id>/"
LOAN = "pool/loans/<int:loan_id>/"
REQUEST = "pool/requests/<int:request_id>/"
SIGNATURE = "pool/signatures/<int:pk>/"

urlpatterns = [
    path("", first.first, name="staffing"),
    path("establishment/", figures.establishment, name="establishment"),
    path("establishment/export/", figures.establishment_export, name="establishment_export"),
    path(f"{SCHOOL}<int:year>/", figures.school, name="staffing_school"),
    path("standard/", figures.standard, name="staffing_standard"),
    path("table/", table.table, name="staffing_table"),
    path("table/people/", table.people, name="staffing_people"),
    path("table/export/", table.export, name="staffing_table_export"),
    path("pool/", pool.overview, name="pool"),
    path(UNIT, pool.unit, name="pool_unit"),
    path(f"{UNIT}export/", pool.unit_export, name="pool_unit_export"),
    path(f"{UNIT}approve/", pool.approve, name="pool_unit_approve"),
    path(f"{UNIT}<slug:name>/", pool.move, name="pool_unit_move"),
    path("pool/loans/", pool.loan_list, name="pool_loans"),
    path(LOAN, pool.loan, name="pool_loan"),
    path(f"{LOAN}<slug:name>/", pool.loan_act, name="pool_loan_act"),
    path("pool/requests/", requests.request_list, name="pool_requests"),
    path(f"{SCHOOL}request/", requests.new, name="pool_request_new"),
    path(REQUEST, requests.detail, name="pool_request"),
    path(f"{REQUEST}<slug:name>/", requests.move, name="pool_request_move"),
    path(SIGNATURE, pool.signature, name="pool_signature"),
    path(f"{SIGNATURE}<slug:name>/", pool.decide, name="pool_signature_decide"),
]
urlpatterns += [
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan"),
    path("plans/<int:pk>/compare/", plans.plan_compare, name="plan_compare"),
    path("plans/<int:pk>/rules/", plans.plan_rule_add, name="plan_rule_add"),
    path("plans/<int:pk>/rules/<int:rule>/", plans.plan_rule_drop, name="plan_rule_drop"),
    path("plans/<int:pk>/again/", plans.plan_again, name="plan_again"),
    path("plans/<int:pk>/submit/", plans.plan_submit, name="plan_submit"),
    path("plans/<int:pk>/accept/", plans.plan_accept, name="plan_accept"),
    path("plans/<int:pk>/return/", plans.plan_return, name="plan_return"),
    path("plans/<int:pk>/drop/", plans.plan_drop, name="plan_drop"),
    path("moves/", plan_moves.move_list, name="plan_moves"),
    path("moves/<int:pk>/", plan_moves.move_detail, name="plan_move"),
    path("moves/<int:pk>/agree/", plan_moves.move_agree, name="plan_move_agree"),
    path("moves/<int:pk>/decline/", plan_moves.move_decline, name="plan_move_decline"),
    path("forecast/", forecast.forecast, name="staffing_forecast"),
    path("forecast/births/", forecast.births, name="staffing_births"),
    path("exchange/", plan_moves.exchange_mine, name="exchange_mine"),
]
PLAN, CANDIDATE, SILVER = "recruitment/<int:pk>/", "recruitment/candidates/<int:pk>/", "silver/<int:pk>/"
VACANCY = "recruitment/vacancies/<int:pk>/"
urlpatterns += [
    path("recruitment/", recruitment.plan_list, name="recruitment"),
    path("recruitment/new/", recruitment.plan_new, name="recruitment_new"),
    path("recruitment/candidates/", candidates.candidate_list, name="candidate_list"),
    path("recruitment/contracts/", candidates.contract_list, name="contract_list"),
    path(f"{VACANCY}new/", candidates.candidate_new, name="candidate_new"),
    path(f"{VACANCY}drop/", recruitment.vacancy_drop, name="vacancy_drop"),
    path(CANDIDATE, candidates.candidate, name="candidate"),
    path(f"{CANDIDATE}appoint/", candidates.candidate_appoint, name="candidate_appoint"),
    path(f"{CANDIDATE}reveal/", candidates.candidate_reveal, name="candidate_reveal"),
    path(f"{CANDIDATE}<slug:name>/", candidates.candidate_move, name="candidate_move"),
    path(PLAN, recruitment.plan_detail, name="recruitment_plan"),
    path(f"{PLAN}<slug:name>/", recruitment.plan_move, name="recruitment_move"),
    path("silver/", silver.silver_list, name="silver"),
    path("silver/new/", silver.silver_new, name="silver_new"),
    path(SILVER, silver.silver, name="silver_agreement"),
    path(f"{SILVER}renew/", silver.silver_renew, name="silver_renew"),
    path(f"{SILVER}<slug:name>/", silver.silver_move, name="silver_move"),
    path("doctors/", doctors.overview, name="doctors"),
    path("doctors/count/", doctors.take, name="doctors_take"),
    path("doctors/kind/", doctors.kind, name="doctors_kind"),
    path("doctors/<int:year>/", doctors.count, name="doctors_year"),
    path("people/rules/<slug:name>/", doctors.people_rules, name="people_rules"),
]
urlpatterns += [
    path("allowance/", allowance.allowance, name="allowance"),
    path("allowance/export/", allowance.export, name="allowance_export"),
    path("allowance/settings/", allowance.settings, name="allowance_settings"),
    path("allowance/people/<slug:number>/", allowance.person, name="allowance_person"),
]
urlpatterns += [
    path("rotation/", rotation.rotation, name="rotation"),
    path("rotation/export/", rotation.export, name="rotation_export"),
    path("rotation/settings/", rotation.settings, name="rotation_settings"),
    path("exemptions/", exemptions.exemption_list, name="exemption_list"),
    path("exemptions/new/<slug:number>/", exemptions.new, name="exemption_new"),
    path("exemptions/<int:pk>/", exemptions.detail, name="exemption"),
    path("exemptions/<int:pk>/<slug:name>/", exemptions.move, name="exemption_move"),
]
urlpatterns += [
    path("measures/", measures.measure_list, name="measure_list"),
    path("measures/settings/", measures.settings, name="measure_settings"),
    path("measures/mine/", measures.mine, name="measures_mine"),
    path("measures/new/<slug:number>/", measures.new, name="measure_new"),
    path("measures/<int:pk>/", measures.detail, name="measure"),
    path("measures/<int:pk>/<slug:name>/", measures.move, name="measure_move"),
]
