"""Every kind of FHIR resource of the demo place, parsed by the published R4B models, and checked beyond what they say."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from datetime import datetime
from importlib import import_module

import pytest

OPEN = ["HealthcareService", "Organization", "Location"]
CLOSED = ["ServiceRequest", "Task", "QuestionnaireResponse", "Observation"]
READERS = ["linkworker", "vcse", "gp"]

# The published value sets of R4, which the models do not look at: each code that we write has to be of them.
CODES = {
    ("Task", "status"): "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error",
    ("Task", "intent"): "unknown proposal plan order original-order reflex-order filler-order instance-order option",
    ("Task", "priority"): "routine urgent asap stat",
    ("ServiceRequest", "status"): "draft active on-hold revoked completed entered-in-error unknown",
    ("ServiceRequest", "intent"): "proposal plan directive order original-order reflex-order filler-order instance-order option",
    ("ServiceRequest", "priority"): "routine urgent asap stat",
    ("QuestionnaireResponse", "status"): "in-progress completed amended entered-in-error stopped",
    ("Observation", "status"): "registered preliminary final amended corrected cancelled entered-in-error unknown",
    ("Location", "status"): "active suspended inactive",
    ("Location", "mode"): "instance kind",
    ("Composition", "status"): "preliminary final amended entered-in-error",
    ("CapabilityStatement", "status"): "draft active retired unknown",
    ("CapabilityStatement", "kind"): "instance capability requirements",
    ("Bundle", "type"): "document message transaction transaction-response batch batch-response history searchset collection",
}
DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


class FHIR:
    """A program that reads with a token, or with none."""

    def __init__(self, place, name=None):
        self.base = place.address + "/fhir/R4"
        self.headers = {"Accept": "application/fhir+json"}
        if name:
            command = [place.program, "user", "token", f"{name}@demo.fingerpost.example", "--name", "test", "--data", str(place.data)]
            said = subprocess.run(command, env=place.environment(), capture_output=True, text=True, check=True, timeout=60).stdout
            self.headers["Authorization"] = "Bearer " + said.splitlines()[0]

    def raw(self, address, **headers):
        request = urllib.request.Request(address, headers={**self.headers, **headers})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()

    def get(self, path):
        status, headers, body = self.raw(self.local(path))
        assert status == 200, f"{path}: {status} {body[:300]}"
        assert headers["Content-Type"].startswith("application/fhir+json")
        return json.loads(body)

    def local(self, address):
        """Links begin with the public address, which is not the port of the test."""
        return self.base + (address.split("/fhir/R4", 1)[1] if "/fhir/R4" in address else address)

    def walk(self, path, size=7):
        """Every entry of a search, by its next links."""
        mark = "&" if "?" in path else "?"
        address, entries, total = f"{path}{mark}_count={size}", [], None
        while address:
            bundle = parsed(self.get(address))
            assert bundle["type"] == "searchset" and total in (None, bundle["total"])
            total = bundle["total"]
            page = bundle.get("entry", [])
            assert len(page) <= size
            entries += page
            links = {link["relation"]: link["url"] for link in bundle["link"]}
            assert "self" in links
            address = links.get("next")
        assert len(entries) == total == len({entry["fullUrl"] for entry in entries})
        for entry in entries:
            resource = entry["resource"]
            assert entry["fullUrl"].endswith(f"/fhir/R4/{resource['resourceType']}/{resource['id']}")
            assert entry["search"]["mode"] == "match"
        return [entry["resource"] for entry in entries]


def parsed(value):
    """The same value, once the published model of its kind has taken it and given back all that was in it."""
    kind = value["resourceType"]
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    again = json.loads(model.model_validate(value).model_dump_json())
    assert set(again) == set(value), kind
    for (of, field), codes in CODES.items():
        assert of != kind or field not in value or value[field] in codes.split(), (kind, field, value[field])
    assert "id" not in value or re.fullmatch(r"[A-Za-z0-9.-]{1,64}", value["id"])
    assert {day for time in value.get("availableTime", []) for day in time["daysOfWeek"]} <= DAYS
    assert {point["system"] for point in value.get("telecom", [])} <= {"phone", "email", "url"}
    return value


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.fixture(scope="module")
def anybody(place):
    return FHIR(place)


@pytest.fixture(scope="module")
def readers(place):
    return {name: FHIR(place, name) for name in READERS}


def test_the_statement_is_valid_and_names_what_is_there(anybody):
    statement = parsed(anybody.get("/metadata"))
    assert statement["fhirVersion"] == "4.0.1" and "not validated against UK Core" in statement["description"]
    assert {resource["type"] for resource in statement["rest"][0]["resource"]} == {*OPEN, *CLOSED, "Bundle"}


@pytest.mark.parametrize("kind", OPEN)
def test_the_directory_is_valid_and_whole(anybody, kind):
    resources = anybody.walk("/" + kind)
    assert resources
    assert [r["id"] for r in resources] == [r["id"] for r in anybody.walk("/" + kind, size=100)]
    for resource in resources:
        parsed(resource)
        assert moment(resource["meta"]["lastUpdated"]) and resource["meta"]["versionId"]
    for resource in resources[:: max(1, len(resources) // 20)]:
        assert parsed(anybody.get(f"/{kind}/{resource['id']}")) == resource


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", CLOSED)
def test_what_is_about_referrals_is_valid(readers, kind, name):
    resources = readers[name].walk("/" + kind, size=3)
    assert resources or (name == "gp" and kind in ("QuestionnaireResponse", "Observation"))
    for resource in resources:
        parsed(resource)
        assert parsed(readers[name].get(f"/{kind}/{resource['id']}")) == resource
        for start, end in [("authoredOn", "lastModified")]:
            if start in resource and end in resource:
                assert moment(resource[start]) <= moment(resource[end])
        if "contained" in resource:
            assert [patient["id"] for patient in resource["contained"]] == ["patient"]
            assert "#patient" in set(references(resource))


@pytest.mark.parametrize("name", READERS)
def test_every_reference_leads_to_something_that_the_reader_may_read(readers, name):
    reader = readers[name]
    kinds = CLOSED if name != "linkworker" else OPEN + CLOSED
    everything = [resource for kind in kinds for resource in reader.walk("/" + kind, size=100)]
    wanted = {reference for resource in everything for reference in references(resource) if not reference.startswith("#")}
    assert wanted
    known = {f"{resource['resourceType']}/{resource['id']}" for resource in everything}
    for reference in sorted(wanted - known):
        assert reader.get("/" + reference)["resourceType"] == reference.split("/")[0], reference


def test_measures_are_valid_and_for_the_link_worker_alone(readers):
    def measures(name, kind):
        return [r for r in readers[name].walk("/" + kind, size=100) if "extension" in r]

    responses, observations = (measures("linkworker", kind) for kind in ("QuestionnaireResponse", "Observation"))
    assert responses and {r["id"] for r in responses} == {o["id"] for o in observations}
    for resource in responses + observations:
        parsed(resource)
        assert resource["extension"][0]["url"].endswith("/workflow-episodeOfCare") and resource["subject"]["display"]
    assert any("valueQuantity" in o for o in observations) and any("component" in o for o in observations)
    blank = [item for r in responses for item in r["item"] if "answer" not in item]
    assert all(set(item) == {"linkId", "text"} for item in blank)
    day = responses[0]["authored"]
    found = readers["linkworker"].walk(f"/QuestionnaireResponse?authored={day}")
    assert responses[0]["id"] in {r["id"] for r in found}
    for name in ("vcse", "gp"):
        assert measures(name, "QuestionnaireResponse") == [] == measures(name, "Observation")
        assert readers[name].raw(readers[name].base + "/Observation/" + responses[0]["id"])[0] == 404


def test_names_are_found_without_their_accents(anybody):
    named = anybody.walk("/HealthcareService?name=kettle+m", size=50)
    assert [r["id"] for r in named] == [r["id"] for r in anybody.walk("/HealthcareService?name=K%C3%89TTLE+m", size=50)] != []


def test_searches_are_those_of_the_table(readers):
    reader = readers["vcse"]
    tasks = reader.walk("/Task", size=100)
    for status in {task["status"] for task in tasks}:
        found = reader.walk(f"/Task?status={status}")
        assert {task["id"] for task in found} == {task["id"] for task in tasks if task["status"] == status}
    owner = tasks[0]["owner"]["reference"]
    assert len(reader.walk(f"/Task?owner={owner}")) == len(tasks)
    assert [task["id"] for task in reader.walk(f"/Task?focus=ServiceRequest/{tasks[0]['id']}")] == [tasks[0]["id"]]
    newest = max(task["meta"]["lastUpdated"] for task in tasks)
    assert reader.walk(f"/Task?_lastUpdated=ge{newest}") and not reader.walk(f"/Task?_lastUpdated=gt{newest}")


def test_the_answer_is_a_document_and_every_reference_in_it_resolves(readers, visitor):
    visitor.sign_in("gp")
    visitor.open("/practice")
    links = visitor.evaluate("Array.from(document.querySelectorAll('main a[href^=\"/practice/\"]'), a => a.pathname)")
    ids = {identifier for identifier in (link.split("/")[2] for link in links) if len(identifier) == 36}
    assert ids
    for identifier in ids:
        bundle = parsed(readers["gp"].get(f"/Bundle/{identifier}"))
        assert bundle["type"] == "document" and bundle["timestamp"] and bundle["identifier"]["value"].endswith(identifier)
        entries = bundle["entry"]
        for entry in entries:
            parsed(entry["resource"])
            assert entry["fullUrl"] == "urn:uuid:" + entry["resource"]["id"]
        kinds = [entry["resource"]["resourceType"] for entry in entries]
        assert kinds[0] == "Composition" and kinds.count("Patient") == 1 and kinds.count("Organization") == 1
        urls = {entry["fullUrl"] for entry in entries}
        assert len(urls) == len(entries)
        assert {reference for reference in references(bundle)} <= urls
        titles = [section["title"] for section in entries[0]["resource"]["section"]]
        assert titles[:3] == ["What is asked", "Patient", "Outcome"] and titles[-1] == "About this message"


def test_errors_are_outcomes(anybody, readers):
    for reader, path, status in [
        (anybody, "/Task", 401), (readers["vcse"], "/Bundle/00000000-0000-4000-8000-000000000000", 403),
        (readers["gp"], "/Bundle/00000000-0000-4000-8000-000000000000", 404), (anybody, "/Patient", 404),
        (anybody, "/Organization?_lastUpdated=x", 400),
    ]:
        code, headers, body = reader.raw(reader.base + path)
        assert code == status and headers["Content-Type"].startswith("application/fhir+json"), path
        assert parsed(json.loads(body))["resourceType"] == "OperationOutcome"


def test_nothing_of_a_person_is_open(anybody, readers):
    people = {
        patient[part]
        for request in readers["linkworker"].walk("/ServiceRequest", size=100)
        for patient in request.get("contained", [])
        for part in ("birthDate",)
        if part in patient
    } | {
        name["text"]
        for request in readers["linkworker"].walk("/ServiceRequest", size=100)
        for patient in request.get("contained", [])
        for name in patient["name"]
    }
    assert people
    everything = json.dumps([anybody.walk("/" + kind, size=100) for kind in OPEN], ensure_ascii=False)
    assert [secret for secret in people if secret in everything] == []
