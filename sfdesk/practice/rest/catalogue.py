"""What there is: versions, resources, objects, their descriptions, limits, recent records."""

from typing import Any

from sfdesk.practice import describe as words
from sfdesk.practice import moments
from sfdesk.practice.rest import conditional
from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Refusal, Reply

_SEASONS = ("Spring", "Summer", "Winter")


def versions(site: Site) -> Reply:
    """Answer GET /services/data, which needs no token: the oldest first."""
    switches = site.org.switches
    return Reply(
        200,
        [
            {
                "label": label(number),
                "url": f"/services/data/v{number}.0",
                "version": f"{number}.0",
            }
            for number in range(switches.oldest_version, switches.newest_version + 1)
        ],
    )


def label(number: int) -> str:
    """Return the name of a release: 65 is Winter '26, 66 Spring '26, 67 Summer '26."""
    year, season = divmod(number - 66, 3)
    shown = 26 + year + (season == 2)
    return f"{_SEASONS[season]} '{shown:02d}"


def resources(visit: Visit) -> Reply:
    """Answer GET /services/data/v59.0/."""
    names = (
        "tooling", "metadata", "eclair", "folders", "prechatForms", "chatter", "tabs",
        "appMenu", "quickActions", "queryAll", "commerce", "wave", "iot", "analytics", "search",
        "smartdatadiscovery", "identity", "composite", "parameterizedSearch", "fingerprint",
        "theme", "nouns", "recent", "connect", "licensing", "limits", "process", "dedupe",
        "async-queries", "query", "jobs", "localizedvalue", "emailConnect", "consent",
        "knowledgeManagement", "compactLayouts", "actions", "support", "sobjects",
    )  # fmt: skip
    found = {name: f"{visit.here}/{name}" for name in names}
    found["identity"] = f"{visit.site.origin}/id/{visit.org.id}/{visit.person.id}"
    return Reply(200, found)


def sobjects(visit: Visit) -> Reply:
    """Answer GET /sobjects."""
    found = words.catalogue(visit.schema, visit.person, visit.version)
    known = _as_of_schema(visit, "")
    return conditional.unchanged(visit.call, known) or Reply(200, found, known)


def basic(visit: Visit, sobject: str) -> Reply:
    """Answer GET /sobjects/Account."""
    kind = visit.sobject(sobject)
    return Reply(
        200,
        {
            "objectDescribe": words.summary(kind, visit.person, visit.version),
            "recentItems": recent_items(visit, kind.name, 10),
        },
    )


def describe(visit: Visit, sobject: str) -> Reply:
    """Answer GET /sobjects/Account/describe."""
    kind = visit.sobject(sobject)
    found = words.describe(
        visit.schema,
        kind,
        visit.person,
        visit.version,
        origin=visit.site.origin,
        types=_record_types(visit, kind.name),
    )
    known = _as_of_schema(visit, kind.name)
    return conditional.unchanged(visit.call, known) or Reply(200, found, known)


def _as_of_schema(visit: Visit, what: str) -> dict[str, str]:
    """Return the headers of what only an administrator changes."""
    return {
        "Last-Modified": moments.http_date(visit.org.schema_stamp),
        "ETag": conditional.tag(f"{what}{visit.org.schema_stamp}{visit.person.profile}"),
    }


def _record_types(visit: Visit, name: str) -> list[dict[str, Any]]:
    rows = visit.org.rows(
        'SELECT "Id", "Name", "DeveloperName" FROM "RecordType" WHERE "SobjectType" = ? '
        'AND "IsActive" = 1 ORDER BY rowid',
        (name,),
    )
    return [
        {"Id": row[0], "Name": row[1], "DeveloperName": row[2], "default": at == 0}
        for at, row in enumerate(rows)
    ]


def recent(visit: Visit) -> Reply:
    """Answer GET /recent."""
    most = _count(visit.call.query.get("limit"), 200)
    return Reply(200, recent_items(visit, None, most))


def _count(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not text.isdigit():
        raise Refusal(400, "INVALID_FIELD", f"limit: {text} is not a number")
    return min(int(text), 2000)


def recent_items(visit: Visit, sobject: str | None, most: int) -> list[dict[str, Any]]:
    """Return what this person looked at last."""
    kind = " AND sobject = ?" if sobject else ""
    values: list[Any] = [visit.person.id, *([sobject] if sobject else []), most]
    rows = visit.org.rows(
        f"SELECT id, sobject FROM practice_recent WHERE user_id = ?{kind} ORDER BY at DESC LIMIT ?",
        values,
    )
    found = []
    for record_id, name in rows:
        if visit.schema.find(name) is None:
            continue
        row = visit.org.row(
            f'SELECT "Name" FROM "{_named(visit, name)}" WHERE "Id" = ?', (record_id,)
        )
        if row:
            url = f"{visit.here}/sobjects/{name}/{record_id}"
            shown = {"type": name, "url": url}
            found.append({"attributes": shown, "Id": record_id, "Name": row[0]})
    return found


def _named(visit: Visit, name: str) -> str:
    kind = visit.sobject(name)
    return kind.name if "name" in kind.by_name else "Name"


# What a Developer Edition has. Nothing here is ever used up, so that what remains is all of it.
_FIGURES = {
    "AnalyticsExternalDataSizeMB": 40_960,
    "ConcurrentAsyncGetReportInstances": 200,
    "ConcurrentEinsteinDataInsightsStoryCreation": 5,
    "ConcurrentEinsteinDiscoveryStoryCreation": 2,
    "ConcurrentSyncReportRuns": 20,
    "DailyAnalyticsDataflowJobExecutions": 60,
    "DailyAnalyticsUploadedFilesSizeMB": 51_200,
    "DailyAsyncApexExecutions": 250_000,
    "DailyBulkApiBatches": 15_000,
    "DailyBulkV2QueryFileStorageMB": 976_562,
    "DailyDurableGenericStreamingApiEvents": 10_000,
    "DailyDurableStreamingApiEvents": 10_000,
    "DailyEinsteinDataInsightsStoryCreation": 1_000,
    "DailyEinsteinDiscoveryPredictAPICalls": 50_000,
    "DailyEinsteinDiscoveryPredictionsByCDC": 500_000,
    "DailyEinsteinDiscoveryStoryCreation": 100,
    "DailyFunctionsApiCallLimit": 50_000,
    "DailyGenericStreamingApiEvents": 10_000,
    "DailyStandardVolumePlatformEvents": 10_000,
    "DailyStreamingApiEvents": 10_000,
    "DailyWorkflowEmails": 390,
    "DurableStreamingApiConcurrentClients": 20,
    "FileStorageMB": 20,
    "HourlyAsyncReportRuns": 1_200,
    "HourlyDashboardRefreshes": 200,
    "HourlyDashboardResults": 5_000,
    "HourlyDashboardStatuses": 999_999_999,
    "HourlyLongTermIdMapping": 100_000,
    "HourlyManagedContentPublicRequests": 50_000,
    "HourlyODataCallout": 1_000,
    "HourlyPublishedPlatformEvents": 50_000,
    "HourlyPublishedStandardVolumePlatformEvents": 1_000,
    "HourlyShortTermIdMapping": 100_000,
    "HourlySyncReportRuns": 500,
    "HourlyTimeBasedWorkflow": 50,
    "MassEmail": 10,
    "MonthlyEinsteinDiscoveryStoryCreation": 500,
    "MonthlyPlatformEventsUsageEntitlement": 0,
    "Package2VersionCreates": 6,
    "Package2VersionCreatesWithoutValidation": 500,
    "PermissionSets": 1_500,
    "PrivateConnectOutboundCalloutHourlyLimitMB": 0,
    "SingleEmail": 15,
    "StreamingApiConcurrentClients": 20,
}


def limits(visit: Visit) -> Reply:
    """Answer GET /limits."""
    switches = visit.org.switches
    left = max(0, switches.daily_limit - switches.daily_used)
    figures = {
        **{key: (most, most) for key, most in _FIGURES.items()},
        "DailyApiRequests": (switches.daily_limit, left),
        "DailyBulkV2QueryJobs": (switches.bulk_daily_jobs, switches.bulk_daily_jobs),
        "DataStorageMB": (5, 4),
    }
    found: dict[str, Any] = {
        key: {"Max": most, "Remaining": rest} for key, (most, rest) in sorted(figures.items())
    }
    found["PermissionSets"]["CreateCustom"] = {"Max": 1_000, "Remaining": 1_000}
    return Reply(200, found)


def record_count(visit: Visit) -> Reply:
    """Answer GET /limits/recordCount?sObjects=A,B; objects without a record are left out."""
    given = visit.call.query.get("sObjects", "")
    wanted = {each.strip().lower() for each in given.split(",") if each.strip()}
    counted = []
    for kind in visit.schema.objects.values():
        if wanted and kind.name.lower() not in wanted:
            continue
        alive = ' WHERE "IsDeleted" = 0' if "isdeleted" in kind.by_name else ""
        row = visit.org.row(f'SELECT count(*) FROM "{kind.name}"{alive}')
        if row and row[0]:
            counted.append({"count": row[0], "name": kind.name})
    return Reply(200, {"sObjects": sorted(counted, key=lambda each: str(each["name"]))})
