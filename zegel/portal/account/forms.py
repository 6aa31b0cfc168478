"""The forms of the pages of one's own account."""

from django.utils.translation import gettext_lazy as _

from zegel.portal.shared.forms import PageForm, Text, code_by_mail


class AddressForm(PageForm):
    """Another mail address."""

    email = Text(
        label=_("New e-mail address"),
        hint=_(
            "The address changes 24 hours after you confirmed it. Your own mailbox gets the new address too. A linked "
            "professional number stays linked: that was proved at the address of the register."
        ),
        longest=254,
        kind="email",
        autocomplete="email",
    )


class CodeForm(PageForm):
    """The code that was mailed to the new address."""

    code = code_by_mail()
