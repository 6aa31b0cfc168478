"""Judgments and the judge's desk."""

from django.urls import path

from zegel.portal.judgments import desk, views

urlpatterns = [
    path("cases/<uuid:case>/judgment", views.judgment, name="judgment"),
    path("cases/<uuid:case>/judgment/sent", views.sent, name="judgment-sent"),
    path("cases/<uuid:case>/judgment/ecli", views.ecli, name="judgment-ecli"),
    path("cases/<uuid:case>/judgment/copies", views.copy, name="judgment-copy"),
    path("cases/<uuid:case>/judgment/register", views.register, name="judgment-register"),
    path("cases/<uuid:case>/judgment/<uuid:key>/proof.json", views.proof, name="judgment-proof"),
    path("judge", desk.desk, name="judge"),
    path("judge/<uuid:case>", desk.file, name="judge-file"),
]
