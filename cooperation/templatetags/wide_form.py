"""The way to the wide form, for those who fill in the reports of several pairings."""

from django import template
from django.urls import reverse

from cooperation.access import ENTER, ROLES

register = template.Library()


@register.simple_tag
def wide_form_url(user, programme) -> str:
    """Its address in a programme; empty for those with one pairing or none."""
    grants = [
        grant
        for grant in user.grants
        if ENTER in ROLES[grant.role].permissions and grant.programme_id in (None, programme.pk)
    ]
    several = len({grant.pairing_id for grant in grants}) > 1
    if several or any(grant.pairing_id is None for grant in grants):
        return f"{reverse('admin:monthly-wide')}?programme={programme.code}"
    return ""
