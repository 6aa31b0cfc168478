"""The bar on top of pages where an outage matters. `{% load outages %}{% outage_bar %}`"""

from django import template

from zegel.lib.moments import now
from zegel.portal.shared.outage_bar import bar

register = template.Library()


@register.inclusion_tag("components/outage_bar.html")
def outage_bar() -> dict[str, str]:
    """What does not work now, or will soon not; nothing when all is well."""
    return bar(now())
