"""List views as an object: what SOQL says of them. What they show is in `list_views`."""

from sfdesk.practice.schema.fields import SObject, audit, flag, identity, locked, moment, pick, text

LIST_VIEW = SObject(
    "ListView",
    "List View",
    "List Views",
    "00B",
    (
        *identity("List View")[:1],
        text("Name", "View Name", 40, nillable=False, name_field=True),
        text("DeveloperName", "View Unique Name", 80, nillable=False),
        text("NamespacePrefix", "Namespace Prefix", 15),
        pick("SobjectType", "Custom Object Definition", length=40, nillable=False),
        flag("IsSoqlCompatible", "Is SOQL Compatible"),
        *audit(),
        locked(moment("LastViewedDate", "Last Viewed Date")),
        locked(moment("LastReferencedDate", "Last Referenced Date")),
    ),
    createable=False,
    updateable=False,
    deletable=False,
    searchable=False,
    undeletable=False,
    replicateable=False,
    layoutable=False,
)
