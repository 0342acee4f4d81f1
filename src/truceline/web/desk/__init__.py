"""Desk: the small file beside a case for what is no part of its record: people, sessions, tokens, saved views, visits.

    desk = Desk.beside(case.path)
    desk.views.save("r.haddad", "Releases", "/claims?act=RELEASE")

The record never depends on it: without the file the case is the same, and an empty desk is made.
"""

from __future__ import annotations

from truceline.web.desk.attempt import Attempts
from truceline.web.desk.desk import Desk
from truceline.web.desk.event import Event, Events
from truceline.web.desk.link import Link, Links
from truceline.web.desk.name import checked_name, name_key
from truceline.web.desk.person import Member, People
from truceline.web.desk.role import Role
from truceline.web.desk.session import Session, Sessions
from truceline.web.desk.token import Token, Tokens
from truceline.web.desk.view import SavedView, SavedViews
from truceline.web.desk.visit import Visit, Visits

__all__ = [
    "Attempts",
    "Desk",
    "Event",
    "Events",
    "Link",
    "Links",
    "Member",
    "People",
    "Role",
    "SavedView",
    "SavedViews",
    "Session",
    "Sessions",
    "Token",
    "Tokens",
    "Visit",
    "Visits",
    "checked_name",
    "name_key",
]
