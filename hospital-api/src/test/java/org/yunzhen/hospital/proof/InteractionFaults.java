package org.yunzhen.hospital.proof;

import static org.yunzhen.hospital.proof.BadRequests.as;
import static org.yunzhen.hospital.proof.BadRequests.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yunzhen.hospital.proof.RawHttp.Request;
import org.yunzhen.hospital.testing.Http;

/** Faults of every plain interaction with some types, and of Bundles. */
final class InteractionFaults {
    static final List<String> TYPES =
            List.of("Patient", "Observation", "Appointment", "Task", "Schedule", "Basic");

    private static final String PATIENT = "bad-patient";

    private final BadRequests bad;

    InteractionFaults(BadRequests bad) {
        this.bad = bad;
    }

    /** What the faults are about. */
    static void data() {
        Http integration = Http.as("integration01");
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        for (String type : TYPES) {
            integration.put("/fhir/" + type + "/bad-1", Records.of(type, "bad-1", PATIENT));
        }
    }

    void ask() {
        for (String type : TYPES) {
            reads(type);
            searches(type);
            writes(type);
        }
        bundles();
    }

    private void reads(String type) {
        String one = "/fhir/" + type + "/bad-1";
        Map<String, String> reads = new LinkedHashMap<>();
        reads.put("read", one);
        reads.put("vread", one + "/_history/1");
        reads.put("history", one + "/_history");
        reads.forEach(
                (kind, target) -> {
                    Request good = request("GET", target, "integration01", null);
                    bad.all(kind + " " + type, good, Faults.ofAny(bad.expired()));
                    bad.ids(kind + " " + type, good, "bad-1");
                    bad.fault(
                            kind + " " + type,
                            "unknown id",
                            good.withTarget(target.replace("bad-1", "bad-0")));
                    roles(kind + " " + type, good, type);
                });
        Request vread = request("GET", one + "/_history/1", "integration01", null);
        for (String version : List.of("0", "99", "abc", "-1", "99999999999")) {
            bad.fault(
                    "vread " + type,
                    "version " + version,
                    vread.withTarget(one + "/_history/" + version));
        }
        for (String parameter :
                List.of(
                        "_count=abc",
                        "_count=-1",
                        "_page=x",
                        "_count=",
                        "_since=x",
                        "_at=2026-13")) {
            for (String of : List.of(one, "/fhir/" + type, "/fhir")) {
                bad.fault(
                        "history " + type,
                        of + " " + parameter,
                        request("GET", of + "/_history?" + parameter, "integration01", null));
            }
        }
    }

    /** Only those whom the type is closed to at all. */
    private void roles(String name, Request good, String type) {
        bad.fault(name, "no token", good.without("Authorization"));
        if (!type.equals("Schedule")) {
            for (String account : List.of("compliance01", "regulator01", "operator01")) {
                boolean mayAskForJobs = account.equals("operator01") && type.equals("Task");
                if (!mayAskForJobs) {
                    bad.fault(name, "as " + account, as(good, account));
                }
            }
        }
    }

    private void searches(String type) {
        Request get = request("GET", "/fhir/" + type + "?_id=bad-1", "integration01", null);
        bad.all("search " + type, get, Faults.ofAny(bad.expired()));
        roles("search " + type, get, type);
        Request post =
                request("POST", "/fhir/" + type + "/_search", "integration01", "_id=bad-1")
                        .with("Content-Type", "application/x-www-form-urlencoded");
        bad.all("search by POST " + type, post, Faults.ofAny(bad.expired()));
        roles("search by POST " + type, post, type);
        bad.fault("search by POST " + type, "JSON", post.with("Content-Type", "application/json"));
        bad.fault("search by POST " + type, "broken form", post.withBody("_id=%zz"));
        for (String query :
                List.of(
                        "nonsense=1",
                        "_count=abc",
                        "_count=-1",
                        "_count=99999999999",
                        "_sort=nonsense",
                        "_total=nonsense",
                        "_page=nonsense",
                        "_include=nonsense",
                        "_include=Nonsense:x",
                        "_revinclude=a",
                        "_lastUpdated=yesterday",
                        "_lastUpdated=xx2026",
                        "_lastUpdated=2026-13-01",
                        "_id:nonsense=1",
                        "_id=",
                        "_tag:nonsense=x",
                        "subject.nonsense=1",
                        "nonsense.name=1",
                        "_summary=nonsense",
                        "_has:Nonsense:x:y=1",
                        "_has=1",
                        "_include:nonsense=*",
                        "_revinclude=*",
                        "_sort=_id,nonsense",
                        "_page=WyJhIiwiYiIsImMiXQ",
                        "_page=WyJhIiwiXHUwMDAwIl0&_sort=_tag",
                        "_tag:missing=maybe",
                        "_filter=x",
                        "_content=x",
                        "_list=x")) {
            Request strict =
                    get.withTarget("/fhir/" + type + "?" + query).with("Prefer", "handling=strict");
            bad.fault("search " + type, query, strict);
        }
    }

    private void writes(String type) {
        Request create =
                request("POST", "/fhir/" + type, "integration01", Records.of(type, PATIENT));
        Request update =
                request(
                        "PUT",
                        "/fhir/" + type + "/bad-1",
                        "integration01",
                        Records.of(type, "bad-1", PATIENT));
        Request delete = request("DELETE", "/fhir/" + type + "/bad-1", "integration01", null);
        for (Request good : List.of(create, update)) {
            String name = (good == create ? "create " : "update ") + type;
            bad.all(name, good, Faults.ofAny(bad.expired()));
            bad.all(name, good, Faults.ofBody());
            bad.all(name, good, Faults.ofResource());
            roles(name, good, type);
        }
        bad.all("delete " + type, delete, Faults.ofAny(bad.expired()));
        roles("delete " + type, delete, type);
        bad.ids("delete " + type, delete, "bad-1");
        bad.ids("update " + type, update, "bad-1");
        for (String tag :
                List.of(
                        "abc",
                        "W/\"abc\"",
                        "W/\"99\"",
                        "\"\"",
                        "* *",
                        "W/\"98\", W/\"99\"",
                        "W/\"1\", abc")) {
            bad.fault("update " + type, "If-Match " + tag, update.with("If-Match", tag));
            bad.fault("delete " + type, "If-Match " + tag, delete.with("If-Match", tag));
        }
        bad.fault("update " + type, "other id", update.withTarget("/fhir/" + type + "/bad-2"));
        bad.fault("update " + type, "no id", update.withBody(Records.of(type, PATIENT)));
        for (String criteria :
                List.of("", "?", "nonsense=1", "_lastUpdated=x", "_id=%zz", "_id=%00")) {
            bad.fault(
                    "create " + type,
                    "If-None-Exist " + criteria,
                    create.with("If-None-Exist", criteria));
        }
        bad.fault("delete " + type, "of the type", delete.withTarget("/fhir/" + type));
        bad.fault("update " + type, "of the type", update.withTarget("/fhir/" + type));
        bad.fault(
                "create " + type, "on an instance", create.withTarget("/fhir/" + type + "/bad-1"));
    }

    private void bundles() {
        String entry = "{\"resource\":%s,\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}";
        String basic = Records.of("Basic", PATIENT);
        String good = entry.formatted(basic, "POST", "Basic");
        Request transaction =
                request("POST", "/fhir", "integration01", bundle("transaction", good));
        bad.all("transaction", transaction, Faults.ofBody());
        Map<String, UnaryOperator<Request>> anywhere = Faults.ofAny(bad.expired());
        anywhere.remove("unknown type");
        anywhere.remove("type in lower case");
        bad.all("transaction", transaction, anywhere);
        for (String account : List.of("compliance01", "operator01", "patient121", "doctor09")) {
            bad.fault("transaction", "as " + account, as(transaction, account));
        }
        bad.fault("transaction", "no token", transaction.without("Authorization"));
        List<String> entries =
                List.of(
                        "{}",
                        "1",
                        "{\"request\":{}}",
                        "{\"request\":1}",
                        entry.formatted(basic, "PATCH", "Basic"),
                        entry.formatted(basic, "POST", ""),
                        entry.formatted(basic, "POST", "Nonsense"),
                        entry.formatted(basic, "POST", "Patient"),
                        entry.formatted(basic, "POST", "Basic/%zz"),
                        entry.formatted(basic, "PUT", "Basic/a_b"),
                        entry.formatted(basic, "PUT", "Basic/no-id-in-it"),
                        entry.formatted("1", "POST", "Basic"),
                        entry.formatted("{}", "POST", "Basic"),
                        entry.formatted(basic.replace("code", "kode"), "POST", "Basic"),
                        entry.formatted(basic, "GET", "Basic/none"),
                        entry.formatted(basic, "GET", "Basic?_lastUpdated=x"),
                        entry.formatted(basic, "GET", "Basic?_id=%00"),
                        entry.formatted(basic, "GET", "metadata"),
                        entry.formatted(basic, "POST", "/"),
                        entry.formatted(basic, "POST", "Basic/$nonsense"),
                        entry.formatted(Records.of("Basic", "bad-1", PATIENT), "PUT", "Basic/bad-1")
                                + ","
                                + entry.formatted(basic, "DELETE", "Basic/bad-1"));
        for (String one : entries) {
            bad.fault(
                    "transaction",
                    one,
                    transaction.withBody(bundle("transaction", good + "," + one)));
        }
        for (String body :
                List.of(
                        bundle("document", good),
                        bundle("nonsense", good),
                        "{\"resourceType\":\"Bundle\"}",
                        "{\"resourceType\":\"Bundle\",\"type\":1}",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":\"x\"}",
                        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":{}}",
                        basic)) {
            bad.fault("transaction", body, transaction.withBody(body));
        }
    }

    private static String bundle(String type, String entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\""
                + type
                + "\",\"entry\":["
                + entries
                + "]}";
    }
}
