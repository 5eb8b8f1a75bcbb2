"""Addresses of the register, of requests for corrections, and of units."""

from django.urls import include, path

from teachers.views import access, corrections, exports, register, units

people = [
    path("", register.teacher_list, name="teacher_list"),
    path("export/", exports.take_out, name="teacher_export"),
    path("<code:teacher_no>/", register.teacher_detail, name="teacher"),
    path("<code:teacher_no>/unmask/", access.unmask, name="teacher_unmask"),
    path("<code:teacher_no>/correct/", corrections.ask, name="correction_ask"),
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
urlpatterns = [
    path("teachers/", include(people)),
    path("me/looks/", register.looks, name="looks"),
    path("corrections/", include(requests)),
    path("units/", include(schools)),
]
