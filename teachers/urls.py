"""Addresses of the register, of requests for corrections, and of units."""

from django.urls import include, path

from teachers.views import (
    access,
    corrections,
    exports,
    literacy,
    portrait_uses,
    portrait_versions,
    portraits,
    register,
    units,
)

people = [
    path("", register.teacher_list, name="teacher_list"),
    path("export/", exports.take_out, name="teacher_export"),
    path("<code:teacher_no>/", register.teacher_detail, name="teacher"),
    path("<code:teacher_no>/unmask/", access.unmask, name="teacher_unmask"),
    path("<code:teacher_no>/correct/", corrections.ask, name="correction_ask"),
    path("<code:teacher_no>/portrait/", portraits.portrait, name="portrait"),
    path("<code:teacher_no>/portrait/pdf/", portraits.paper, name="portrait_pdf"),
    path("<code:teacher_no>/portrait/dispute/", portrait_uses.ask, name="dispute_ask"),
    path("<code:teacher_no>/portrait/decide/", portrait_uses.decide, name="portrait_decide"),
]
requests = [
    path("", corrections.correction_list, name="correction_list"),
    path("<int:pk>/", corrections.correction_detail, name="correction"),
    path("<int:pk>/check/", corrections.check, name="correction_check"),
    path("<int:pk>/approve/", corrections.approve, name="correction_approve"),
    path("<int:pk>/refuse/", corrections.refuse, name="correction_refuse"),
    path("<int:pk>/withdraw/", corrections.withdraw, name="correction_withdraw"),
    path("<int:pk>/files/<uuid:file_id>/", corrections.file, name="correction_file"),
]
schools = [
    path("", units.unit_list, name="unit_list"),
    path("<int:pk>/", units.unit_detail, name="unit"),
    path("<int:pk>/<slug:change>/", units.ask, name="unit_ask"),
    path("<int:pk>/requests/<int:request_id>/sign/", units.sign, name="unit_sign"),
    path("<int:pk>/requests/<int:request_id>/refuse/", units.refuse, name="unit_refuse"),
    path("<int:pk>/requests/<int:request_id>/withdraw/", units.withdraw, name="unit_withdraw"),
]
pictures = [
    path("", portraits.portrait_list, name="portrait_list"),
    path("mine/", portraits.mine, name="portrait_mine"),
    path("disputes/", portrait_uses.dispute_list, name="dispute_list"),
    path("disputes/<int:pk>/", portrait_uses.dispute_detail, name="dispute"),
    path("disputes/<int:pk>/settle/", portrait_uses.settle, name="dispute_settle"),
    path("disputes/<int:pk>/withdraw/", portrait_uses.withdraw, name="dispute_withdraw"),
    path("decisions/", portrait_uses.use_list, name="portrait_uses"),
    path("decisions/<int:pk>/review/", portrait_uses.review, name="portrait_review"),
    path("fairness/", portraits.fairness, name="portrait_fairness"),
    path("literacy/", literacy.literacy_map, name="literacy_map"),
    path("literacy/mine/", literacy.mine, name="literacy_mine"),
    path("versions/", portrait_versions.version_list, name="portrait_versions"),
    path("versions/new/", portrait_versions.draft, name="portrait_draft"),
    path("versions/<int:number>/", portrait_versions.version_detail, name="portrait_version"),
    path("versions/<int:number>/change/", portrait_versions.change, name="portrait_version_change"),
    path("versions/<int:number>/ask/", portrait_versions.ask, name="portrait_version_ask"),
    path("versions/<int:number>/sign/", portrait_versions.sign, name="portrait_version_sign"),
    path("versions/<int:number>/refuse/", portrait_versions.send_back, name="portrait_version_refuse"),
    path("versions/<int:number>/withdraw/", portrait_versions.take_back, name="portrait_version_withdraw"),
]
urlpatterns = [
    path("teachers/", include(people)),
    path("portraits/", include(pictures)),
    path("me/looks/", register.looks, name="looks"),
    path("corrections/", include(requests)),
    path("units/", include(schools)),
]
