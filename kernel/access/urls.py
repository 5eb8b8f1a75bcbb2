"""Addresses of accounts, invitations and grants."""

from django.urls import path

from kernel.access.views import accounts, delegation, join, people, requests, resets

urlpatterns = [
    path("people/", people.people_list, name="access_people"),
    path("people/<int:pk>/", people.person, name="access_person"),
    path("people/<int:pk>/grant/", people.grant_new, name="grant_new"),
    path("grants/<int:pk>/end/", people.grant_end, name="grant_end"),
    path("grants/<int:pk>/extend/", people.grant_extend, name="grant_extend"),
    path("signatures/", requests.signatures, name="signatures"),
    path("requests/<int:pk>/", requests.grant_request, name="grant_request"),
    path("requests/<int:pk>/sign/", requests.sign, name="grant_request_sign"),
    path("requests/<int:pk>/refuse/", requests.refuse, name="grant_request_refuse"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="grant_request_withdraw"),
    path("mine/", delegation.my_grants, name="my_grants"),
    path("mine/<int:pk>/lend/", delegation.lend, name="grant_lend"),
    path("mine/<int:pk>/take-back/", delegation.take_back, name="grant_take_back"),
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("accounts/<int:pk>/close/", accounts.close, name="account_close"),
    path("accounts/<int:pk>/reopen/", accounts.reopen, name="account_reopen"),
    path("accounts/<int:pk>/unlock/", resets.unlock, name="account_unlock"),
    path("accounts/<int:pk>/reset-password/", resets.password, name="account_reset_password"),
    path("accounts/<int:pk>/reset-factors/", resets.factors, name="account_reset_factors"),
    path("resets/<int:pk>/", resets.reset_request, name="reset_request"),
    path("resets/<int:pk>/sign/", resets.sign, name="reset_request_sign"),
    path("resets/<int:pk>/refuse/", resets.refuse, name="reset_request_refuse"),
    path("resets/<int:pk>/withdraw/", resets.withdraw, name="reset_request_withdraw"),
    path("invitations/", accounts.invitation_list, name="invitation_list"),
    path("invitations/<int:pk>/withdraw/", accounts.invitation_withdraw, name="invitation_withdraw"),
    path("jobs/", accounts.troubled_jobs, name="troubled_jobs"),
    path("join/", join.join, name="join"),
]
