"""The bar on top of pages where an outage matters. `{% load outages %}{% outage_bar %}`"""

from django import template

from zegel.lib.moments import now
from zegel.portal.outages import bar

register = template.Library()


@register.inclusion_tag("outages/bar.html")
def outage_bar() -> dict[str, str]:
    """What does not work now, or will soon not; nothing when all is well."""
    return bar(now())
