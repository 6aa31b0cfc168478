"""The professional register: for who keeps it, and for who stands in it."""

from django.urls import path

from zegel.portal.professional_register.views import keeper, own_number

urlpatterns = [
    path("account/profession", own_number.profession, name="profession"),
    path("account/profession/code", own_number.confirm, name="profession-confirm"),
    path("account/profession/resend", own_number.resend, name="profession-resend"),
    path("account/profession/unlink", own_number.take_off, name="profession-unlink"),
    path("organisation/register", keeper.register, name="professional-register"),
    path("organisation/register/gone", keeper.gone, name="register-gone"),
    path("organisation/register/register.csv", keeper.template, name="register-template"),
    path("organisation/register/<uuid:key>", keeper.register_file, name="register-file"),
]
