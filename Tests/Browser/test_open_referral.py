"""Every kind of open data against the published schemas, where they lie beside the repository, and beyond what they say."""

import json
import urllib.error
import urllib.request
import uuid
from datetime import date, datetime

import jsonschema
import pytest
from place import HOME
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

SCHEMAS = HOME.parent / "shared" / "schemas"
ORUK = "https://openreferraluk.org/specifications/3.0/schema/"

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the published schemas are not beside the repository")

# Path, schema of the list, schema of a record.
LISTS = [
    ("services", "service_list", "service"),
    ("service_at_locations", "service_at_location_list", "service_at_location"),
    ("organizations", "organization_list", "organization"),
    ("taxonomies", "taxonomy_list", "taxonomy"),
    ("taxonomy_terms", "taxonomy_term_list", "taxonomy_term"),
]


class OpenData:
    def __init__(self, place):
        self.base = place.address + "/open-referral/v3"

    def raw(self, path, **headers):
        request = urllib.request.Request(self.base + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def get(self, path):
        status, _, body = self.raw(path)
        assert status == 200, f"{path}: {status}"
        return json.loads(body)

    def walk(self, path, size=40):
        """Every page, one after the other, as somebody who copies the list does."""
        mark = "&" if "?" in path else "?"
        number, records = 1, []
        while True:
            page = self.get(f"{path}{mark}per_page={size}&page={number}")
            assert page["page_number"] == number and page["size"] == len(page["contents"])
            assert page["first_page"] == (number == 1) and page["empty"] == (not page["contents"])
            records += page["contents"]
            if page["last_page"]:
                assert number == max(1, page["total_pages"]) and len(records) == page["total_items"]
                return records
            number += 1


@pytest.fixture(scope="module")
def data(place):
    return OpenData(place)


def validator(standard, name):
    folder = SCHEMAS / standard / "schema"
    schemas = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")}
    resources = [
        (base + file, Resource.from_contents(schema, default_specification=DRAFT202012))
        for file, schema in schemas.items()
        for base in (ORUK, "")
        if isinstance(schema, dict)
    ]
    return jsonschema.Draft202012Validator(
        schemas[name + ".json"],
        registry=Registry().with_resources(resources),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


def problems(standard, name, value):
    return [
        f"{standard} {name} {value.get('id')} {'/'.join(map(str, error.absolute_path))}: {error.message[:160]}"
        for error in validator(standard, name).iter_errors(value)
    ]


@needs_schemas
def test_the_root_is_that_of_the_standard(data):
    root = data.get("/")
    assert problems("oruk-3.0", "api_details", root) == []
    assert root["version"] == "HSDS-UK-3.0"


@needs_schemas
@pytest.mark.parametrize("path, schema, record", LISTS)
@pytest.mark.parametrize("query", ["", "?full=true", "?full_service=true"])
def test_lists_are_valid(data, path, schema, record, query):
    page = data.get(f"/{path}{query or '?'}&per_page=500")
    assert page["contents"]
    assert problems("oruk-3.0", schema, page) == []
    oruk, hsds = validator("oruk-3.0", record), validator("hsds-3.0", record)
    for value in page["contents"]:
        assert [error.message for check in (oruk, hsds) for error in check.iter_errors(value)] == [], value["id"]


@needs_schemas
@pytest.mark.parametrize("path, schema, record", LISTS)
def test_records_are_valid_and_are_found_by_the_identifiers_of_the_list(data, path, schema, record):
    ids = [value["id"] for value in data.walk("/" + path)]
    oruk, hsds = validator("oruk-3.0", record), validator("hsds-3.0", record)
    for identifier in ids[:: max(1, len(ids) // 25)]:
        value = data.get(f"/{path}/{identifier}")
        assert value["id"] == identifier
        assert [error.message for check in (oruk, hsds) for error in check.iter_errors(value)] == [], identifier


@needs_schemas
def test_filtered_empty_minimal_and_streamed_lists_are_valid(data):
    for query in [
        "search=nothing+of+the+kind", "minimal=true", "page=999", "modified_after=2020-01-01", "minimum_age=70",
        "day=MO&start_time=10:00", "postcode=SE15&proximity=5000",
    ]:
        assert problems("oruk-3.0", "service_list", data.get("/services?" + query)) == [], query
    status, headers, body = data.raw("/services", Accept="application/x-ndjson")
    assert status == 200 and headers["Content-Type"].startswith("application/x-ndjson")
    oruk, hsds = validator("oruk-3.0", "service"), validator("hsds-3.0", "service")
    lines = [json.loads(line) for line in body.splitlines()]
    for value in lines:
        assert [error.message for check in (oruk, hsds) for error in check.iter_errors(value)] == [], value["id"]
    assert [value["id"] for value in lines] == [value["id"] for value in data.walk("/services")]


def identifiers(value):
    """Every `id` in a record, however deep."""
    if isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        for part in value.values():
            yield from identifiers(part)
    elif isinstance(value, list):
        for part in value:
            yield from identifiers(part)


@pytest.mark.parametrize("path", [path for path, _, _ in LISTS])
def test_pages_are_complete_in_order_and_without_repetition(data, path):
    ids = [value["id"] for value in data.walk("/" + path, size=7)]
    assert ids == sorted(set(ids)) and ids
    assert ids == [value["id"] for value in data.walk("/" + path, size=100)]
    assert all(str(uuid.UUID(identifier)) == identifier for identifier in ids)


def test_dates_links_and_identifiers_of_services_are_sound(data):
    terms = {term["id"] for term in data.walk("/taxonomy_terms")}
    places = {link["id"] for link in data.walk("/service_at_locations")}
    organizations = {organization["id"] for organization in data.walk("/organizations")}
    for service in data.walk("/services?full=true"):
        assert service["organization_id"] == service["organization"]["id"] and service["organization_id"] in organizations
        assert datetime.fromisoformat(service["last_modified"]).tzinfo is not None
        assert len(service["last_modified"]) == len("2026-11-21T10:00:00.000Z")
        if "assured_date" in service:
            assert date.fromisoformat(service["assured_date"]) <= date.today()
        assert {attribute["taxonomy_term_id"] for attribute in service.get("attributes", [])} <= terms
        assert {link["id"] for link in service.get("service_at_locations", [])} <= places
        own = [i for part in ("schedules", "phones", "cost_options", "contacts") for i in identifiers(service.get(part, []))]
        assert len(own) == len(set(own)) and all(uuid.UUID(i) for i in own)
        assert all(s.get("freq", "WEEKLY") in ("WEEKLY", "MONTHLY") for s in service.get("schedules", []))


def test_the_document_tells_every_path_and_parameter(data):
    document = data.get("/openapi.json")
    for path, item in document["paths"].items():
        if "{id}" in path:
            continue
        for parameter in item["get"]["parameters"]:
            kind = parameter["schema"]["type"]
            if kind in ("integer", "number", "boolean") or parameter["schema"].get("format"):
                status, _, body = data.raw(f"{path}?{parameter['name']}=nonsense")
                assert status == 400 and parameter["name"] in json.loads(body)["error"]["message"], (path, parameter["name"])


@needs_schemas
def test_everything_the_standard_lists_can_be_asked(data):
    ours = data.get("/openapi.json")["paths"]
    published = json.loads((SCHEMAS / "oruk-3.0" / "openapi.json").read_text(encoding="utf-8"))
    for path, item in published["paths"].items():
        asked = {(p.get("name") or p["$ref"].rsplit("/", 1)[1]) for p in item["get"].get("parameters", [])}
        assert asked <= {p["name"] for p in ours[path]["get"]["parameters"]}, path
