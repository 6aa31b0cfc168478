"""The forms about who and what works in an organisation: members, their roles and second steps, shared codes, programs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.identity.queries.people import User
from zegel.portal.organisation.agents import LARGEST_FILE
from zegel.portal.shared.forms import PageForm, Text, Upload


class InvitationForm(PageForm):
    """Whom to invite to the organisation."""

    name = Text(label=_("Name"))
    email = Text(label=_("E-mail address"), longest=254, kind="email")


class RolesForm(PageForm):
    """What a member may do for the organisation."""

    role = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[("administrator", _("Administrator")), ("officer", _("Officer"))],
        required=False,
    )


class ResetForm(PageForm):
    """Whose second steps are taken away, and how an administrator checked who asked."""

    member = forms.ChoiceField(label=_("Whose"))
    note = Text(
        label=_("How did you check who this is?"),
        hint=_("It is recorded, and the owner can read it. Write nothing secret here."),
        longest=400,
        rows=2,
        width="",
    )

    def __init__(self, data: Any = None, *, members: Iterable[User], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(str(member.pk), f"{member.name} ({member.email})") for member in members]
        self.fields["member"] = forms.ChoiceField(label=self.fields["member"].label, choices=choices)


class ResetKeyForm(PageForm):
    """Which reset an administrator agrees to, or stops."""

    reset = forms.UUIDField()


class CodeForm(PageForm):
    """Which shared code is used for nobody new."""

    code = forms.UUIDField()


class AgentFileForm(PageForm):
    """What `zegel agent init` printed."""

    file = Upload(label=_("The file agent.json"), largest=LARGEST_FILE, accept=".json,application/json")
