"""How a court shows itself on the pages a guest sees: name, logo, telephone and one colour, never a layout."""

import re

from django.urls import reverse

from zegel.boxes.queries import Container
from zegel.identity.queries.people import Organisation

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def brand_of(box: Container) -> dict[str, str]:
    """The `brand` of base_guest.html for the organisation a box belongs to, or for the box itself."""
    organisation = box.organisation
    if organisation is None:
        return {"name": box.name, "phone": ""}
    return {
        "name": organisation.name,
        "phone": organisation.phone,
        "logo": reverse("logo", args=[organisation.pk]) if organisation.logo else "",
        "css": reverse("accent", args=[organisation.pk]) if _COLOUR.fullmatch(organisation.accent) else "",
    }


def accent_css(organisation: Organisation) -> str:
    """The one rule a court's stylesheet has; tokens.css keeps the colour readable. Empty when none was chosen."""
    if not _COLOUR.fullmatch(organisation.accent):
        return ""
    return f":root {{\n  --court-accent: {organisation.accent};\n}}\n"
