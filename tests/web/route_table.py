"""Every route of the case room, with the least role that it asks for. "everybody" needs no sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

WHO = """
reader GET /
reader GET /matrix
reader GET /matrix.json
reader GET /matrix.csv
reader GET /matrix/{duty:path}
reader GET /people
reader GET /people.csv
reader GET /people/steps.json
reader GET /people/{column}
reader GET /timeline
reader GET /timeline/lines
reader GET /timeline/claims/{id}
reader GET /reports
reader GET /reports/{id}
analyst POST /reports/reading
analyst GET /reports/reading/{id}
analyst POST /reports/reading/{id}/read
analyst POST /reports/reading/{id}/leave
reader GET /claims
reader GET /claims/values
reader GET /claims/{id}
reader GET /claims.csv
reader GET /claims.jsonl
reader GET /claims.plover
reader GET /views
reader POST /views
reader POST /views/{id}
reader POST /views/{id}/remove
reader POST /views/{id}/feed
everybody GET /feeds/{secret}
reader GET /review
reader GET /review/beside
analyst POST /review/accept
analyst POST /review/reject
analyst POST /review/correct
analyst POST /review/undo
analyst POST /review/accept-marked
analyst POST /review/judge
reader GET /contested
reader GET /agreements
analyst POST /agreements
analyst POST /agreements/check
reader GET /agreements/{path:path}
reader GET /brief
reader GET /brief.{form}
reader GET /brief/pictures/{name}
reader GET /map
reader GET /map/marks
everybody GET /sign-in
everybody POST /sign-in
everybody GET /sign-in/service
everybody GET /sign-in/back
reader POST /sign-out
everybody GET /set-up/{link}
everybody POST /set-up/{link}
reader GET /account
reader POST /account/password
reader POST /account/sessions
reader POST /account/tokens
reader POST /account/tokens/{id}/revoke
admin GET /admin
admin POST /admin/people
admin POST /admin/people/{id}/role
admin POST /admin/people/{id}/active
admin POST /admin/people/{id}/link
admin POST /admin/people/{id}/sessions
admin GET /admin/tokens
admin POST /admin/tokens/{id}/revoke
admin GET /admin/journal
admin GET /admin/events
admin GET /admin/backup
admin POST /admin/backup
reader GET /api/v1/case
reader GET /api/v1/me
reader GET /api/v1/claims
reader GET /api/v1/timeline
reader GET /api/v1/facets
reader GET /api/v1/claims/{id}
reader GET /api/v1/claims/{id}/history
reader GET /api/v1/search
reader GET /api/v1/export
reader GET /api/v1/reports
reader GET /api/v1/reports/{id}
reader GET /api/v1/reports/{id}/claims
analyst POST /api/v1/reports
analyst GET /api/v1/readings/{id}
analyst POST /api/v1/claims/{id}/accept
analyst POST /api/v1/claims/{id}/reject
analyst POST /api/v1/claims/{id}/correct
analyst POST /api/v1/claims/{id}/undo
analyst POST /api/v1/judgements
analyst POST /api/v1/notes
reader GET /api/v1/agreements
reader GET /api/v1/agreements/{id}
analyst POST /api/v1/agreements
analyst POST /api/v1/agreements/{id}/amend
analyst POST /api/v1/agreements/check
analyst POST /api/v1/agreements/lint
reader GET /api/v1/matrix
reader GET /api/v1/matrix/{duty:path}
reader GET /api/v1/crux
reader GET /api/v1/grounds
reader GET /api/v1/contested
reader GET /api/v1/accounts
reader GET /api/v1/accounts/{name:path}
reader GET /api/v1/incidents
reader GET /api/v1/people
reader GET /api/v1/people/findings
reader GET /api/v1/talks
reader GET /api/v1/runway
reader GET /api/v1/changes
reader GET /api/v1/parties
reader GET /api/v1/brief
reader GET /api/v1/brief/sections/{key}
reader GET /api/v1/brief/notes
reader GET /api/v1/brief/sources
reader GET /api/v1/journal
reader GET /api/v1/views
reader POST /api/v1/views
reader DELETE /api/v1/views/{id}
reader GET /api/v1/openapi.json
reader GET /api/v1/
reader GET /events
everybody GET /healthz
"""
"""The least that each route asks for. A route that is not here fails: write down who may use it."""

TABLE = {(method, path): who for who, method, path in (line.split() for line in WHO.split("\n") if line)}


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    for found in iter_route_contexts(app.routes):
        for method in getattr(found, "methods", None) or ():
            if method != "HEAD":
                yield method, found.path


def inputs(app: FastAPI) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """The names of what each route takes from its query, and from its body."""
    return {
        (method, found.path): (_names(found.dependant, "query_params"), _names(found.dependant, "body_params"))
        for found in iter_route_contexts(app.routes)
        for method in getattr(found, "methods", None) or ()
    }


def _names(dependant: Any, kind: str) -> list[str]:
    found: list[str] = []
    for parameter in getattr(dependant, kind):
        fields = getattr(parameter.field_info.annotation, "model_fields", None)
        found += list(fields) if fields else [parameter.alias]
    for inner in dependant.dependencies:
        found += _names(inner, kind)
    return list(dict.fromkeys(found))
