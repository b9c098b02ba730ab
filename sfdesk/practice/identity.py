"""Who a token stands for: userinfo and the identity address."""

from typing import Any

from sfdesk.practice import ids, moments
from sfdesk.practice.sessions import Grant
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Call, Reply


def _asker(site: Site, call: Call) -> Grant | Reply:
    """Return whose token it is; a bad one is answered in plain text here, not in JSON."""
    given = call.headers.get("authorization", "").partition(" ")[2].strip()
    given = given or call.query.get("oauth_token", "") or call.query.get("access_token", "")
    if not given:
        return Reply(403, "Missing_OAuth_Token", media="text/html;charset=UTF-8")
    grant = site.sessions.find(given)
    return grant or Reply(403, "Bad_OAuth_Token", media="text/html;charset=UTF-8")


_URLS = {
    "enterprise": "/services/Soap/c/{version}/",
    "metadata": "/services/Soap/m/{version}/",
    "partner": "/services/Soap/u/{version}/",
    "rest": "/services/data/v{version}/",
    "sobjects": "/services/data/v{version}/sobjects/",
    "search": "/services/data/v{version}/search/",
    "query": "/services/data/v{version}/query/",
    "recent": "/services/data/v{version}/recent/",
    "tooling_soap": "/services/Soap/T/{version}/",
    "tooling_rest": "/services/data/v{version}/tooling/",
    "profile": "/",
    "feeds": "/services/data/v{version}/chatter/feeds",
    "groups": "/services/data/v{version}/chatter/groups",
    "users": "/services/data/v{version}/chatter/users",
    "feed_items": "/services/data/v{version}/chatter/feed-items",
    "feed_elements": "/services/data/v{version}/chatter/feed-elements",
    "custom_domain": "",
}


def _urls(site: Site, user_id: str) -> dict[str, str]:
    found = {name: f"{site.origin}{path}" for name, path in _URLS.items()}
    for name in ("enterprise", "metadata", "partner", "tooling_soap"):
        found[name] += site.org.id[:15]
    found["profile"] += user_id
    return found


def _user(site: Site, user_id: str) -> dict[str, Any]:
    names = (
        "Username", "Email", "FirstName", "LastName", "Name", "CommunityNickname", "IsActive",
        "UserType", "LanguageLocaleKey", "LocaleSidKey", "TimeZoneSidKey", "LastModifiedDate",
        "Street", "City", "State", "Country", "PostalCode", "MobilePhone",
    )  # fmt: skip
    columns = ", ".join(f'"{name}"' for name in names)
    row = site.org.row(f'SELECT {columns} FROM "User" WHERE "Id" = ?', (user_id,))
    assert row is not None, "a grant belongs to a user"
    return dict(zip(names, row, strict=True))


def userinfo(site: Site, call: Call) -> Reply:
    """Answer GET /services/oauth2/userinfo."""
    grant = _asker(site, call)
    if isinstance(grant, Reply):
        return grant
    user = _user(site, grant.user_id)
    picture = f"{site.origin}/img/userprofile/default_profile_200_v2.png"
    return Reply(
        200,
        {
            "sub": f"{site.origin}/id/{site.org.id}/{grant.user_id}",
            "user_id": grant.user_id,
            "organization_id": site.org.id,
            "preferred_username": user["Username"],
            "nickname": user["CommunityNickname"],
            "name": user["Name"],
            "email": user["Email"],
            "email_verified": True,
            "given_name": user["FirstName"],
            "family_name": user["LastName"],
            "zoneinfo": user["TimeZoneSidKey"],
            "photos": {"picture": picture, "thumbnail": picture},
            "profile": f"{site.origin}/{grant.user_id}",
            "picture": picture,
            "address": {},
            "is_salesforce_integration_user": False,
            "urls": _urls(site, grant.user_id),
            "active": bool(user["IsActive"]),
            "user_type": str(user["UserType"]).upper(),
            "language": user["LanguageLocaleKey"],
            "locale": user["LocaleSidKey"],
            "utcOffset": 0,
            "updated_at": _zulu(user["LastModifiedDate"]),
        },
    )


def _zulu(stamp: str) -> str:
    return moments.moment(stamp).strftime("%Y-%m-%dT%H:%M:%SZ")


def identity(site: Site, call: Call, org_id: str, user_id: str) -> Reply:
    """Answer GET /id/00D.../005."""
    grant = _asker(site, call)
    if isinstance(grant, Reply):
        return grant
    if ids.wide(org_id) != site.org.id or ids.wide(user_id) != grant.user_id:
        return Reply(403, "Wrong_Org_or_User", media="text/html;charset=UTF-8")
    user = _user(site, grant.user_id)
    picture = f"{site.origin}/img/userprofile/default_profile_200_v2.png"
    return Reply(
        200,
        {
            "id": f"{site.origin}/id/{site.org.id}/{grant.user_id}",
            "asserted_user": True,
            "user_id": grant.user_id,
            "organization_id": site.org.id,
            "username": user["Username"],
            "nick_name": user["CommunityNickname"],
            "display_name": user["Name"],
            "email": user["Email"],
            "email_verified": True,
            "first_name": user["FirstName"],
            "last_name": user["LastName"],
            "timezone": user["TimeZoneSidKey"],
            "photos": {"picture": picture, "thumbnail": picture},
            "addr_street": user["Street"],
            "addr_city": user["City"],
            "addr_state": user["State"],
            "addr_country": user["Country"],
            "addr_zip": user["PostalCode"],
            "mobile_phone": user["MobilePhone"],
            "mobile_phone_verified": False,
            "is_lightning_login_user": False,
            "status": {"created_date": None, "body": None},
            "urls": _urls(site, grant.user_id),
            "active": bool(user["IsActive"]),
            "user_type": str(user["UserType"]).upper(),
            "language": user["LanguageLocaleKey"],
            "locale": user["LocaleSidKey"],
            "utcOffset": 0,
            "last_modified_date": _zulu(user["LastModifiedDate"]),
            "is_app_installed": True,
        },
    )
