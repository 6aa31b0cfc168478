"""Making an account, and getting back into one."""

from django.urls import path

from zegel.portal.sign_up import views

urlpatterns = [
    path("register", views.register, name="register"),
    path("activate", views.activate, name="activate"),
    path("forgot", views.forgot, name="forgot"),
    path("reset", views.reset, name="reset"),
]
