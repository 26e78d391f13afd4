"""Template filters for figures. In loops call `cooperation.formatting` instead."""

from django import template

from cooperation import formatting

register = template.Library()
register.filter("number", formatting.number)
register.filter("digits", formatting.digits)
register.filter("percent", formatting.percent)
register.filter("signed", formatting.signed)
register.filter("day", formatting.day)
