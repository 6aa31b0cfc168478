"""Making an account, and getting back into one."""

from django.urls import path

from zegel.portal.shared.changed_links import BEHIND
from zegel.portal.sign_up import views

urlpatterns = [
    path("register", views.register, name="register"),
    path("activate", views.activate, name="activate"),
    path("forgot", views.forgot, name="forgot"),
    path("reset", views.reset, name="reset"),
    # Link scanners write %23 for the #.
    path(f"activate<{BEHIND}:rest>", views.changed_link, {"page": "activate"}, name="activate-changed"),
    path(f"reset<{BEHIND}:rest>", views.changed_link, {"page": "reset"}, name="reset-changed"),
    path(f"stop<{BEHIND}:rest>", views.changed_link, {"page": "stop"}, name="stop-changed"),
    path(f"verify<{BEHIND}:rest>", views.changed_link, {"page": "verify"}, name="verify-changed"),
]
