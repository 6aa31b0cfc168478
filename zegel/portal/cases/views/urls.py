"""Cases for who is in them."""

from django.urls import path

from zegel.portal.cases.views import acts, address, file, mine, proof
from zegel.portal.cases.views import case as one_case

urlpatterns = [
    path("cases", mine.mine, name="cases"),
    path("cases/<uuid:case>", one_case.case, name="case"),
    path("cases/<uuid:case>/docket", one_case.docket, name="case-docket"),
    path("cases/<uuid:case>/file", file.file, name="case-file"),
    path("cases/<uuid:case>/entries/<uuid:entry>/proof.json", proof.proof, name="case-proof"),
    path("cases/<uuid:case>/acts", acts.do, name="case-act"),
    path("cases/<uuid:case>/address", address.answer, name="case-address"),
]
