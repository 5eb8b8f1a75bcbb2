"""Addresses of accounts, invitations and grants."""

from django.urls import path

from kernel.access.views import accounts, delegation, join, people, requests

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
    path("invitations/", accounts.invitation_list, name="invitation_list"),
    path("invitations/<int:pk>/withdraw/", accounts.invitation_withdraw, name="invitation_withdraw"),
    path("jobs/", accounts.troubled_jobs, name="troubled_jobs"),
    path("join/", join.join, name="join"),
]
