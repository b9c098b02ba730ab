"""The catalogue: what the org says about its objects and fields to one user."""

from typing import Any

from sfdesk.practice.access import Person
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.schema.objects import Schema

MASTER = "012000000000000AAA"
_SOAP = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "int": "xsd:int",
    "double": "xsd:double",
    "currency": "xsd:double",
    "percent": "xsd:double",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "address": "urn:address",
}
_UNGROUPED = ("double", "currency", "percent", "datetime", "address", "multipicklist")


def catalogue(schema: Schema, person: Person, version: str) -> dict[str, Any]:
    """Return the list of objects."""
    return {
        "encoding": "UTF-8",
        "maxBatchSize": 200,
        "sobjects": [summary(each, person, version) for each in schema.objects.values()],
    }


_SUGGESTIONS = {
    "caseArticleSuggestions": "/suggestedArticles",
    "caseRowArticleSuggestions": "/{ID}/suggestedArticles",
}
# Addresses that only some objects have: in the list of objects and in the description, or in one.
_ALSO_LISTED = {
    "Case": _SUGGESTIONS,
    "User": {
        "namedLayouts": "/describe/namedLayouts/{LayoutName}",
        "passwordUtilities": "/{ID}/password",
    },
}
_ALSO_DESCRIBED = {
    "Case": {"defaultValues": "/defaultValues?recordTypeId&fields"},
    "Event": {"eventSeriesUpdates": "/{ID}/fromThisEventOnwards"},
}
_NOT_DESCRIBED = {"Event": ("approvalLayouts", "listviews")}


def summary(sobject: SObject, person: Person, version: str) -> dict[str, Any]:
    """Return what the list of objects says about one."""
    may = person.profile.edits(sobject)
    here = f"/services/data/v{version}/sobjects/{sobject.name}"
    urls = {"rowTemplate": f"{here}/{{ID}}", "describe": f"{here}/describe", "sobject": here}
    if sobject.layoutable:
        urls["layouts"] = f"{here}/describe/layouts"
        urls["compactLayouts"] = f"{here}/describe/compactLayouts"
        urls["approvalLayouts"] = f"{here}/describe/approvalLayouts"
        urls["quickActions"] = f"{here}/quickActions"
        urls["listviews"] = f"{here}/listviews"
    for name, rest in _ALSO_LISTED.get(sobject.name, {}).items():
        urls[name] = f"{here}{rest}"
    return {
        "activateable": False,
        "associateEntityType": None,
        "associateParentEntity": None,
        "createable": sobject.createable and may,
        "custom": sobject.custom,
        "customSetting": False,
        "deepCloneable": False,
        "deletable": sobject.deletable and may,
        "deprecatedAndHidden": False,
        "feedEnabled": sobject.layoutable,
        "hasSubtypes": False,
        "isInterface": False,
        "isSubtype": False,
        "keyPrefix": sobject.prefix,
        "label": sobject.label,
        "labelPlural": sobject.plural,
        "layoutable": sobject.layoutable,
        "mergeable": sobject.mergeable and may,
        "mruEnabled": sobject.layoutable,
        "name": sobject.name,
        "queryable": True,
        "replicateable": sobject.replicateable,
        "retrieveable": True,
        "searchable": sobject.searchable,
        "triggerable": sobject.layoutable,
        "undeletable": sobject.undeletable and may,
        "updateable": sobject.updateable and may,
        "urls": urls,
    }


def describe(
    schema: Schema,
    sobject: SObject,
    person: Person,
    version: str,
    *,
    origin: str,
    types: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return everything about an object; `types` are its record types, Master left out."""
    short = summary(sobject, person, version)
    here = short["urls"]["sobject"]
    page = f"{origin}/{{ID}}"
    urls = {
        **short["urls"],
        "uiDetailTemplate": page,
        "uiEditTemplate": f"{page}/e",
        "uiNewRecord": f"{origin}/{sobject.prefix}/e",
    }
    for name in _NOT_DESCRIBED.get(sobject.name, ()):
        urls.pop(name, None)
    for name, rest in _ALSO_DESCRIBED.get(sobject.name, {}).items():
        urls[name] = f"{here}{rest}"
    whole: dict[str, Any] = {
        **short,
        "actionOverrides": [],
        "childRelationships": _children(schema, sobject),
        "compactLayoutable": sobject.layoutable,
        "defaultImplementation": None,
        "extendedBy": None,
        "extendsInterfaces": None,
        "fields": [field(each, sobject, person) for each in person.profile.shown(sobject)],
        "implementedBy": None,
        "implementsInterfaces": None,
        "listviewable": None,
        "lookupLayoutable": None,
        "namedLayoutInfos": [],
        "networkScopeFieldName": None,
        "recordTypeInfos": [_type(each, here) for each in (*types, _master(default=not types))],
        "searchLayoutable": sobject.searchable,
        "sobjectDescribeOption": "FULL",
        "supportedScopes": _scopes(sobject),
        "urls": urls,
    }
    return dict(sorted(whole.items()))


def _scopes(sobject: SObject) -> list[dict[str, str]]:
    many = sobject.plural.lower()
    scopes = [{"label": f"All {many}", "name": "everything"}]
    if "ownerid" in sobject.by_name:
        scopes.append({"label": f"My {many}", "name": "mine"})
        scopes.append({"label": f"My team's {many}", "name": "team"})
    return scopes


def _master(*, default: bool) -> dict[str, Any]:
    return {"Id": MASTER, "Name": "Master", "DeveloperName": "Master", "default": default}


def _type(each: dict[str, Any], here: str) -> dict[str, Any]:
    return {
        "active": True,
        "available": True,
        "defaultRecordTypeMapping": each["default"],
        "developerName": each["DeveloperName"],
        "master": each["Id"] == MASTER,
        "name": each["Name"],
        "recordTypeId": each["Id"],
        "urls": {"layout": f"{here}/describe/layouts/{each['Id']}"},
    }


def _children(schema: Schema, sobject: SObject) -> list[dict[str, Any]]:
    return [
        {
            "cascadeDelete": each.field.cascade,
            "childSObject": each.child,
            "deprecatedAndHidden": False,
            "field": each.field.name,
            "junctionIdListNames": [],
            "junctionReferenceTo": [],
            "relationshipName": each.field.child_relation,
            "restrictedDelete": False,
        }
        for each in schema.children[sobject.name.lower()]
    ]


def field(each: Field, sobject: SObject, person: Person) -> dict[str, Any]:
    """Return everything about a field, as far as the user may use it."""
    texts = each.type in (
        "string",
        "textarea",
        "phone",
        "url",
        "email",
        "picklist",
        "multipicklist",
    )
    plain = each.filterable and each.type != "address"
    return {
        "aggregatable": plain and each.type not in ("boolean", "multipicklist"),
        "aiPredictionField": False,
        "autoNumber": each.auto_number,
        "byteLength": each.length * 3 if texts else each.length,
        "calculated": bool(each.formula),
        "calculatedFormula": None,
        "cascadeDelete": each.cascade and each.custom,
        "caseSensitive": False,
        "compoundFieldName": each.compound,
        "controllerName": None,
        "createable": person.profile.writes(sobject, each, creating=True),
        "custom": each.custom,
        "defaultValue": each.default if each.type == "boolean" else None,
        "defaultValueFormula": None,
        "defaultedOnCreate": each.defaulted,
        "dependentPicklist": False,
        "deprecatedAndHidden": False,
        "digits": each.digits,
        "displayLocationInDecimal": False,
        "encrypted": False,
        "externalId": each.external,
        "extraTypeInfo": each.extra,
        "filterable": each.filterable,
        "filteredLookupInfo": None,
        "formulaTreatNullNumberAsZero": False,
        "groupable": plain and each.type not in _UNGROUPED,
        "highScaleNumber": False,
        "htmlFormatted": False,
        "idLookup": each.id_lookup,
        "inlineHelpText": None,
        "label": each.label,
        "length": each.length,
        "mask": None,
        "maskType": None,
        "name": each.name,
        "nameField": each.name_field,
        "namePointing": len(each.refers) > 1,
        "nillable": each.nillable,
        "permissionable": each.nillable and (each.createable or each.type == "address"),
        "picklistValues": _values(each),
        "polymorphicForeignKey": len(each.refers) > 1,
        "precision": each.precision,
        "queryByDistance": each.type == "address",
        "referenceTargetField": None,
        "referenceTo": list(each.refers),
        "relationshipName": each.relation,
        "relationshipOrder": None,
        "restrictedDelete": False,
        "restrictedPicklist": each.restricted,
        "scale": each.scale,
        "searchPrefilterable": False,
        "soapType": _SOAP.get(each.type, "xsd:string"),
        "sortable": plain and each.type != "multipicklist",
        "type": each.type,
        "unique": each.unique,
        "updateable": person.profile.writes(sobject, each, creating=False),
        "writeRequiresMasterRead": False,
    }


def _values(each: Field) -> list[dict[str, Any]]:
    return [
        {
            "active": True,
            "defaultValue": value == each.default,
            "label": value,
            "validFor": None,
            "value": value,
        }
        for value in each.picklist
    ]
