"""The REST API's front door: version, session, limits; then the route."""

import re
from dataclasses import replace
from random import Random
from urllib.parse import urlsplit

from sfdesk.practice.access import Person
from sfdesk.practice.bulk import ingest
from sfdesk.practice.bulk import queries as queries_jobs
from sfdesk.practice.rest import (
    catalogue,
    collections,
    list_views,
    queries,
    related,
    replication,
    rows,
    search,
)
from sfdesk.practice.rest.composite import Composites
from sfdesk.practice.rest.visit import Routes, Visit
from sfdesk.practice.sessions import Grant, bearer
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Call, Refusal, Reply, not_found

_ADDRESS = re.compile(r"/services/data/v(\d{1,3})\.(\d)(/.*)?")
_JITTER = Random(7)  # noqa: S311 - it only makes a counter jump


def _routes() -> Routes:
    routes = Routes()
    routes.add("", GET=catalogue.resources)
    routes.add("/sobjects", GET=catalogue.sobjects)
    routes.add("/sobjects/{sobject}", GET=catalogue.basic, POST=rows.create)
    routes.add("/sobjects/{sobject}/describe", GET=catalogue.describe)
    routes.add("/query", GET=queries.query)
    routes.add("/query/{locator}", GET=queries.more)
    routes.add("/queryAll", GET=queries.query_all)
    routes.add("/queryAll/{locator}", GET=queries.more)
    routes.add("/limits", GET=catalogue.limits)
    routes.add("/limits/recordCount", GET=catalogue.record_count)
    routes.add("/recent", GET=catalogue.recent)
    routes.add("/search", GET=search.search)
    routes.add("/parameterizedSearch", GET=search.parameterized)
    _add_jobs(routes)
    composites = Composites(_inner)
    routes.add("/composite", POST=composites.composite)
    routes.add("/composite/graph", POST=composites.graph)
    routes.add("/composite/batch", POST=composites.batch)
    routes.add("/composite/tree/{sobject}", POST=composites.tree)
    routes.add(
        "/composite/sobjects",
        POST=collections.create,
        PATCH=collections.change,
        DELETE=collections.remove,
    )
    routes.add("/composite/sobjects/{sobject}", GET=collections.retrieve, POST=collections.retrieve)
    routes.add("/composite/sobjects/{sobject}/{field}", PATCH=collections.upsert)
    routes.add("/sobjects/{sobject}/listviews", GET=list_views.every)
    routes.add("/sobjects/{sobject}/listviews/recent", GET=list_views.recent)
    routes.add("/sobjects/{sobject}/listviews/{view_id}", GET=list_views.show)
    routes.add("/sobjects/{sobject}/listviews/{view_id}/describe", GET=list_views.describe)
    routes.add("/sobjects/{sobject}/listviews/{view_id}/results", GET=list_views.results)
    routes.add("/sobjects/{sobject}/updated", GET=replication.updated)
    routes.add("/sobjects/{sobject}/deleted", GET=replication.deleted)
    routes.add(
        "/sobjects/{sobject}/{record_id}",
        GET=rows.retrieve,
        PATCH=rows.change,
        DELETE=rows.remove,
    )
    routes.add(
        "/sobjects/{sobject}/{field}/{value}",
        GET=related.by_key_or_relation,
        PATCH=rows.upsert,
        DELETE=rows.remove_by_key,
    )
    return routes


def _add_jobs(routes: Routes) -> None:
    routes.add("/jobs/query", GET=queries_jobs.every, POST=queries_jobs.create)
    routes.add(
        "/jobs/query/{job_id}",
        GET=queries_jobs.show,
        PATCH=queries_jobs.change,
        DELETE=queries_jobs.remove,
    )
    routes.add("/jobs/query/{job_id}/results", GET=queries_jobs.results)
    routes.add("/jobs/query/{job_id}/resultPages", GET=queries_jobs.pages)
    routes.add("/jobs/ingest", GET=ingest.every, POST=ingest.create)
    routes.add("/jobs/ingest/{job_id}", GET=ingest.show, PATCH=ingest.change, DELETE=ingest.remove)
    routes.add("/jobs/ingest/{job_id}/batches", PUT=ingest.upload)
    routes.add("/jobs/ingest/{job_id}/successfulResults", GET=ingest.successful)
    routes.add("/jobs/ingest/{job_id}/failedResults", GET=ingest.failed)
    # jsforce asks for the one spelling, simple-salesforce for the other.
    routes.add("/jobs/ingest/{job_id}/unprocessed[rR]ecords", GET=ingest.unprocessed)


def _inner(visit: Visit, url: str) -> Reply:
    """Answer a part of a composite request, which names its own version."""
    found = _ADDRESS.fullmatch(url.partition("?")[0])
    if not found:
        raise not_found()
    _check_version(visit.site, int(found[1]), int(found[2]))
    inner = replace(visit, version=f"{int(found[1])}.0")
    return ROUTES.answer(inner, (found[3] or "").rstrip("/"))


ROUTES = _routes()


def answer(site: Site, call: Call) -> Reply:
    """Answer a call below /services/data; every refusal is an answer too."""
    try:
        if call.path.rstrip("/") == "/services/data":
            return catalogue.versions(site)
        found = _ADDRESS.fullmatch(call.path)
        if not found:
            raise not_found()
        with site.org.lock:
            visit = _admit(site, call, int(found[1]), int(found[2]))
            return _with_limits(site, _answer(visit, found[3] or ""))
    except Refusal as refused:
        return refused.reply()


def _answer(visit: Visit, path: str) -> Reply:
    try:
        return ROUTES.answer(visit, path.rstrip("/"))
    except Refusal as refused:
        return refused.reply()


def _admit(site: Site, call: Call, version: int, minor: int) -> Visit:
    switches = site.org.switches
    _check_version(site, version, minor)
    _grant, person = admitted(site, call)
    if not switches.api_enabled:
        raise Refusal(
            403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization."
        )
    if not person.profile.api:
        raise Refusal(403, "API_CURRENTLY_DISABLED", "API is disabled for this User")
    switches.daily_used += 1
    if switches.daily_used > switches.daily_limit:
        raise Refusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    return Visit(site, call, person, f"{version}.0")


def _check_version(site: Site, version: int, minor: int) -> None:
    if minor or version > site.org.switches.newest_version:
        raise not_found()
    if version < site.org.switches.oldest_version:
        raise Refusal(410, "GONE", "The requested resource is no longer available")


def admitted(site: Site, call: Call) -> tuple[Grant, Person]:
    """Return who a request's token stands for; raise `Refusal` 401."""
    grant = site.sessions.find(bearer(call.headers.get("authorization", "")))
    moved = site.org.switches.instance_host
    if grant is None or (moved and call.headers.get("host") != urlsplit(site.instance).netloc):
        raise Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
    return grant, site.org.person(grant.user_id)


def _with_limits(site: Site, reply: Reply) -> Reply:
    """Add what every data reply says about the day's calls; the count may jump, as the real one."""
    switches = site.org.switches
    used = switches.daily_used
    if switches.limit_jitter:
        used = max(1, used - _JITTER.randrange(switches.limit_jitter + 1))
    said = f"api-usage={used}/{switches.daily_limit}"
    if switches.per_app_limit:
        said += f"; per-app-api-usage={used}/{switches.per_app_limit}(appName=SFDesk)"
    headers = {**reply.headers, "Sforce-Limit-Info": said}
    return Reply(reply.status, reply.body, headers, reply.media, reply.lead, reply.span)
