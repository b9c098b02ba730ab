"""The control surface: what a person at another desk, an admin or bad luck does to this org.

An order is an object with the key `do`; every order is listed in ORDERS. A scenario is a list.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import time, timedelta
from ipaddress import ip_address
from typing import Any

from sfdesk.practice import addresses, field_changes, ids, list_views, locks, recycle
from sfdesk.practice.access import Person, with_changes
from sfdesk.practice.apps import SCOPES
from sfdesk.practice.faults import ACTIONS, Fault
from sfdesk.practice.options import CLIENT_ID
from sfdesk.practice.records import Saving
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.site import Site
from sfdesk.practice.soql import grammar
from sfdesk.practice.wire import Refusal

Order = Mapping[str, Any]
SOMEBODY_ELSE = "sales-ops@acme.example"


def obey(site: Site, order: Any) -> dict[str, Any]:
    """Carry out one order; raise `Refusal` 400 for one that makes no sense."""
    if not isinstance(order, Mapping) or order.get("do") not in ORDERS:
        raise _unclear(f"`do` has to be one of {', '.join(ORDERS)}")
    try:
        with site.org.lock:
            return ORDERS[order["do"]](site, order) or {}
    except KeyError as error:
        raise _unclear(f"unknown or missing: {error.args[0]}") from None
    except (TypeError, ValueError) as error:
        raise _unclear(str(error)) from None


def _unclear(message: str) -> Refusal:
    return Refusal(400, "INVALID_ORDER", message)


def state(site: Site) -> dict[str, Any]:
    """Return what is armed and how every switch is set."""
    switches = site.org.switches
    return {
        "faults": [
            {each.name: getattr(fault, each.name) for each in dataclass_fields(fault)}
            for fault in site.faults.waiting()
        ],
        "switches": {
            each.name: getattr(switches, each.name) for each in dataclass_fields(switches)
        },
        "orders": list(ORDERS),
    }


def _person(site: Site, order: Order) -> Person:
    found = site.org.named(order.get("by", SOMEBODY_ELSE))
    if found is None:
        raise _unclear(f"no user {order.get('by')}")
    return found


def _saving(site: Site, order: Order) -> Saving:
    return Saving(site.org, _person(site, order), allow_duplicates=True)


def _kind(site: Site, order: Order, key: str = "id") -> tuple[SObject, str]:
    record_id = ids.wide(str(order[key]))
    kind = site.org.schema.of_id(record_id)
    if kind is None:
        raise _unclear(f"no object has ids like {record_id}")
    return kind, record_id


def _edit(site: Site, order: Order) -> None:
    kind, record_id = _kind(site, order)
    _saving(site, order).update(kind, record_id, order["fields"])


def _create(site: Site, order: Order) -> dict[str, Any]:
    kind = site.org.schema.find(order["sobject"])
    if kind is None:
        raise _unclear(f"no object {order['sobject']}")
    return {"id": _saving(site, order).create(kind, order["fields"])}


def _delete(site: Site, order: Order) -> None:
    _saving(site, order).delete(*_kind(site, order))


def _undelete(site: Site, order: Order) -> None:
    recycle.undelete(_saving(site, order), *_kind(site, order))


def _purge(site: Site, order: Order) -> None:
    recycle.purge(_saving(site, order), *_kind(site, order))


def _merge(site: Site, order: Order) -> None:
    kind, winner = _kind(site, order, "winner")
    losers = [ids.wide(str(each)) for each in order["losers"]]
    recycle.merge(_saving(site, order), kind, winner, losers)


def _touch(site: Site, order: Order) -> None:
    """A system process: SystemModstamp moves, LastModifiedDate does not."""
    kind, record_id = _kind(site, order)
    values = {**order.get("fields", {}), "SystemModstamp": site.org.stamp()}
    with site.org.writing():
        _saving(site, order).write(kind, record_id, values)


def _lock(site: Site, order: Order) -> None:
    _, record_id = _kind(site, order)
    locks.put(site.org, record_id, seconds=order.get("seconds"), times=order.get("times"))


def _unlock(site: Site, order: Order) -> None:
    locks.release(site.org, _kind(site, order)[1])


def _fail(site: Site, order: Order) -> dict[str, Any]:
    given = {key: value for key, value in order.items() if key != "do"}
    known = {each.name for each in dataclass_fields(Fault)}
    if set(given) - known:
        raise _unclear(f"unknown: {', '.join(sorted(set(given) - known))}")
    fault = Fault(**{"action": "answer", **given})
    if fault.action not in ACTIONS:
        raise _unclear(f"`action` has to be one of {', '.join(ACTIONS)}")
    return {"fault": site.faults.add(fault)}


def _clear(site: Site, _order: Order) -> None:
    site.faults.clear()


def _forget(site: Site, _order: Order) -> None:
    site.faults.forget()


def _expire(site: Site, order: Order) -> None:
    site.sessions.expire(order.get("token"))


def _revoke(site: Site, _order: Order) -> None:
    site.sessions.revoke_all()


def _cursors(site: Site, _order: Order) -> None:
    site.cursors.forget()


def _set(site: Site, order: Order) -> None:
    site.org.run("PRAGMA query_only = 0")
    try:
        _switch(site, order)
    finally:
        site.org.hold_still()


def _switch(site: Site, order: Order) -> None:
    for name, value in order["switches"].items():
        site.org.switches.set(name, value)
        site.org.remember(name, value)
    if "sandbox" in order["switches"]:
        value = int(site.org.switches.sandbox)
        site.org.run('UPDATE "Organization" SET "IsSandbox" = ?', (value,))
    if {"person_accounts", "multi_currency", "state_picklists"} & set(order["switches"]):
        site.org.reshape()
        if site.org.switches.state_picklists:
            addresses.fill(site.org)


def _clock(site: Site, order: Order) -> None:
    site.org.skew = timedelta(seconds=float(order["seconds"]))


def _app(site: Site, order: Order) -> None:
    """Change what is decided about an app: its scopes, whom it is given to, whose it is."""
    name = order.get("client_id", CLIENT_ID)
    given = order.get("profiles", site.apps[name].profiles)
    if given is not None and not set(given) <= set(site.org.profiles):
        raise _unclear("`profiles` has names of profiles, or is null for everybody")
    scopes = frozenset(order.get("scopes", site.apps[name].scopes))
    if not scopes <= set(SCOPES):
        raise _unclear(f"`scopes` are among {', '.join(SCOPES)}")
    site.apps[name] = replace(
        site.apps[name],
        scopes=scopes,
        profiles=None if given is None else frozenset(given),
        elsewhere=bool(order.get("elsewhere", site.apps[name].elsewhere)),
    )


def _profile(site: Site, order: Order) -> None:
    """Change the field-level security of a profile, whose records its people see, who gets in."""
    profile = site.org.profiles[order["name"]]
    changed = with_changes(
        profile,
        hidden=frozenset(order["hidden"]) if "hidden" in order else None,
        locked=frozenset(order["locked"]) if "locked" in order else None,
    )
    changed = replace(
        changed,
        denied=frozenset(order.get("denied", profile.denied)),
        unwritable=frozenset(order.get("unwritable", profile.unwritable)),
        read_only=bool(order.get("read_only", profile.read_only)),
        api=bool(order.get("api", profile.api)),
        everything=bool(order.get("everything", profile.everything)),
        ip_ranges=_ranges(order.get("ip_ranges", profile.ip_ranges)),
        login_hours=_hours(order.get("login_hours", profile.login_hours)),
    )
    site.org.change_profile(changed)


def _ranges(given: Any) -> tuple[tuple[str, str], ...]:
    """Return first and last address of each range; raise ValueError for one that is none."""
    found = tuple((str(ip_address(first)), str(ip_address(last))) for first, last in given)
    if any(ip_address(first).version != ip_address(last).version for first, last in found):
        raise ValueError("both ends of a range are of one family")
    return found


def _hours(given: Any) -> tuple[str, str] | None:
    """Return from when and until when; raise ValueError for what is no time of the day."""
    if given is None:
        return None
    begin, end = (time.fromisoformat(each).strftime("%H:%M") for each in given)
    return begin, end


def _field(site: Site, order: Order) -> None:
    """Rename, retype or remove a field."""
    path = str(order["name"])
    if "rename" in order:
        field_changes.rename(site.org, path, str(order["rename"]))
    elif "type" in order:
        length = int(order.get("length", 0))
        field_changes.retype(site.org, path, str(order["type"]), length)
    else:
        field_changes.remove(site.org, path)


def _share(site: Site, order: Order) -> None:
    """Show a record to a user, or hide it: nothing about the record itself changes."""
    person = _person(site, {"by": order["user"]})
    with site.org.writing():
        site.org.run(
            "INSERT OR REPLACE INTO practice_share VALUES (?, ?, ?)",
            (person.id, ids.wide(order["id"]), int(order.get("seen", True))),
        )
    site.org.shares = True


def _list_view(site: Site, order: Order) -> dict[str, Any]:
    """Make a list view, or change the one with the `id` that is given."""
    known = list_views.find(site.org, None, str(order["id"])) if "id" in order else None
    if known is None and "id" in order:
        raise _unclear(f"no list view {order['id']}")
    given = {key: value for key, value in order.items() if key in _OF_A_VIEW}
    if "columns" in given:
        given["columns"] = tuple(given["columns"])
    if "private_to" in order:
        whose = order["private_to"]
        given["seen_by"] = _person(site, {"by": whose}).id if whose else None
    if given.get("condition"):
        grammar.parse(f"SELECT Id FROM Account WHERE {given['condition']}")
    if given.get("scope", "everything") not in list_views.SCOPES:
        raise _unclear(f"`scope` has to be one of {', '.join(list_views.SCOPES)}")
    if known is not None:
        list_views.change(site.org, replace(known, **given), _person(site, order))
        return {"id": known.id}
    called = str(order.get("developer_name") or "_".join(str(order["name"]).split()))
    view = list_views.View("", **{**given, "name": order["name"], "developer_name": called})
    return {"id": list_views.make(site.org, view, _person(site, order))}


_OF_A_VIEW = frozenset(
    {"name", "developer_name", "sobject", "scope", "condition", "columns", "compatible"}
)


def _delete_list_view(site: Site, order: Order) -> None:
    list_views.remove(site.org, ids.wide(str(order["id"])))


def _team(site: Site, order: Order) -> None:
    """Put a user on an account's team, or take them off; the account itself stays as it is."""
    person = _person(site, {"by": order["user"]})
    list_views.join(site.org, person.id, ids.wide(order["id"]), on=bool(order.get("on", True)))


ORDERS: dict[str, Callable[[Site, Order], dict[str, Any] | None]] = {
    "edit": _edit,
    "create": _create,
    "delete": _delete,
    "undelete": _undelete,
    "purge": _purge,
    "merge": _merge,
    "touch": _touch,
    "lock": _lock,
    "unlock": _unlock,
    "fail": _fail,
    "clear": _clear,
    "forget_log": _forget,
    "expire_tokens": _expire,
    "revoke_tokens": _revoke,
    "drop_cursors": _cursors,
    "set": _set,
    "clock": _clock,
    "app": _app,
    "profile": _profile,
    "field": _field,
    "share": _share,
    "list_view": _list_view,
    "delete_list_view": _delete_list_view,
    "team": _team,
}
