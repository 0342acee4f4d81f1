"""Screens: one file each, a router and what it shows. They call Case only, and leave sums to boards."""

from __future__ import annotations

from fastapi import APIRouter

from truceline.web.screens import (
    account,
    admin,
    agreements,
    brief,
    claims,
    contested,
    decide,
    exporting,
    matrix,
    pairs,
    people,
    reading,
    reports,
    review,
    signing,
    timeline,
    today,
    views,
)
from truceline.web.screens import map as incident_map

ROUTERS: tuple[APIRouter, ...] = (
    today.router,
    matrix.router,
    people.router,
    timeline.router,
    reports.router,
    reading.router,
    claims.router,
    exporting.router,
    views.router,
    review.router,
    decide.router,
    pairs.router,
    contested.router,
    agreements.router,
    brief.router,
    incident_map.router,
    signing.router,
    account.router,
    admin.router,
)
