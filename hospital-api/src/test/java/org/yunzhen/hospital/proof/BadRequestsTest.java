package org.yunzhen.hospital.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.fhir.Operations;
import org.yunzhen.hospital.proof.RawHttp.Request;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;

/**
 * For every plain interaction and every operation, many kinds of fault: each is answered by a 4xx
 * OperationOutcome with a code of ours, and leaves every table but the trail as it was.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BadRequestsTest {
    private static final Logger LOG = Logger.getLogger(BadRequestsTest.class);
    private static final String PATIENT = "bad-patient";
    private static final List<String> TYPES =
            List.of("Patient", "Observation", "Appointment", "Task", "Schedule", "Basic");

    private static final Map<Role, String> ACCOUNTS =
            Map.of(
                    Role.PATIENT, "patient121",
                    Role.DOCTOR, "doctor09",
                    Role.PHARMACIST, "pharmacist03",
                    Role.PHARMACY, "pharmacy02",
                    Role.INTEGRATION, "integration01",
                    Role.OPERATOR, "operator01",
                    Role.COMPLIANCE, "compliance01",
                    Role.REGULATOR, "regulator01");

    @Inject DataSource database;
    @Inject Operations operations;

    private final List<String> wrong = new ArrayList<>();
    private int asked;
    private String expired;

    @BeforeEach
    void data() throws Exception {
        Http integration = Http.as("integration01");
        integration.put("/fhir/Patient/" + PATIENT, Records.of("Patient", PATIENT, PATIENT));
        for (String type : TYPES) {
            integration.put("/fhir/" + type + "/bad-1", Records.of(type, "bad-1", PATIENT));
        }
        expired = expiredToken();
    }

    private String expiredToken() throws Exception {
        String hex =
                new Tables(database)
                        .rows("SELECT encode(private_key, 'hex') FROM issuer_key")
                        .get(0)
                        .get(0);
        return Jwt.issuer("https://yunzhen.example/demo-issuer")
                .subject("integration01")
                .claim("role", "integration")
                .claim("actor", "Device/integration01")
                .claim("tenants", "home")
                .issuedAt(1_000_000_000L)
                .expiresAt(1_000_003_600L)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(
                        KeyFactory.getInstance("EC")
                                .generatePrivate(
                                        new PKCS8EncodedKeySpec(HexFormat.of().parseHex(hex))));
    }

    @Test
    void every_fault_of_every_interaction_and_operation_is_a_clear_4xx_that_changes_nothing() {
        Map<String, Long> before = new Tables(database).counts();
        for (String type : TYPES) {
            reads(type);
            searches(type);
            writes(type);
        }
        bundles();
        operations.all().forEach(this::operation);

        LOG.infof("%d bad requests asked, %d answered wrongly", asked, wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(new Tables(database).counts()).isEqualTo(before);
        assertThat(asked).isGreaterThanOrEqualTo(2000);
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
                    all(kind + " " + type, good, Faults.ofAny(expired));
                    ids(kind + " " + type, good, "bad-1");
                    fault(
                            kind + " " + type,
                            "unknown id",
                            good.withTarget(target.replace("bad-1", "bad-0")));
                    roles(kind + " " + type, good, type);
                });
        Request vread = request("GET", one + "/_history/1", "integration01", null);
        for (String version : List.of("0", "99", "abc", "-1", "99999999999")) {
            fault(
                    "vread " + type,
                    "version " + version,
                    vread.withTarget(one + "/_history/" + version));
        }
        for (String parameter : List.of("_count=abc", "_count=-1", "_before=x", "_count=")) {
            fault(
                    "history " + type,
                    parameter,
                    request("GET", one + "/_history?" + parameter, "integration01", null));
        }
    }

    /** Only those whom the type is closed to at all. */
    private void roles(String name, Request good, String type) {
        fault(name, "no token", good.without("Authorization"));
        if (!type.equals("Schedule")) {
            for (String account : List.of("compliance01", "regulator01", "operator01")) {
                boolean mayAskForJobs = account.equals("operator01") && type.equals("Task");
                if (!mayAskForJobs) {
                    fault(name, "as " + account, as(good, account));
                }
            }
        }
    }

    private void ids(String name, Request good, String id) {
        for (String other : List.of("a_b", "x".repeat(65), "a%20b", "%E4%B8%AD", "a%0Ab", "'")) {
            fault(name, "id " + other, good.withTarget(good.target().replace(id, other)));
        }
    }

    private void searches(String type) {
        Request get = request("GET", "/fhir/" + type + "?_id=bad-1", "integration01", null);
        all("search " + type, get, Faults.ofAny(expired));
        roles("search " + type, get, type);
        Request post =
                request("POST", "/fhir/" + type + "/_search", "integration01", "_id=bad-1")
                        .with("Content-Type", "application/x-www-form-urlencoded");
        all("search by POST " + type, post, Faults.ofAny(expired));
        roles("search by POST " + type, post, type);
        fault("search by POST " + type, "JSON", post.with("Content-Type", "application/json"));
        fault("search by POST " + type, "broken form", post.withBody("_id=%zz"));
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
                        "_has:Nonsense:x:y=1")) {
            Request strict =
                    get.withTarget("/fhir/" + type + "?" + query).with("Prefer", "handling=strict");
            fault("search " + type, query, strict);
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
            all(name, good, Faults.ofAny(expired));
            all(name, good, Faults.ofBody());
            all(name, good, Faults.ofResource());
            roles(name, good, type);
        }
        all("delete " + type, delete, Faults.ofAny(expired));
        roles("delete " + type, delete, type);
        ids("delete " + type, delete, "bad-1");
        ids("update " + type, update, "bad-1");
        for (String tag :
                List.of("abc", "W/\"abc\"", "W/\"99\"", "\"\"", "*", "W/\"1\", W/\"2\"")) {
            fault("update " + type, "If-Match " + tag, update.with("If-Match", tag));
            fault("delete " + type, "If-Match " + tag, delete.with("If-Match", tag));
        }
        fault("update " + type, "other id", update.withTarget("/fhir/" + type + "/bad-2"));
        fault("update " + type, "no id", update.withBody(Records.of(type, PATIENT)));
        for (String criteria :
                List.of("", "?", "nonsense=1", "_lastUpdated=x", "_id=%zz", "_id=%00")) {
            fault(
                    "create " + type,
                    "If-None-Exist " + criteria,
                    create.with("If-None-Exist", criteria));
        }
        fault("delete " + type, "of the type", delete.withTarget("/fhir/" + type));
        fault("update " + type, "of the type", update.withTarget("/fhir/" + type));
        fault("create " + type, "on an instance", create.withTarget("/fhir/" + type + "/bad-1"));
    }

    private void bundles() {
        String entry = "{\"resource\":%s,\"request\":{\"method\":\"%s\",\"url\":\"%s\"}}";
        String basic = Records.of("Basic", PATIENT);
        String good = entry.formatted(basic, "POST", "Basic");
        Request transaction =
                request("POST", "/fhir", "integration01", bundle("transaction", good));
        all("transaction", transaction, Faults.ofBody());
        Map<String, UnaryOperator<Request>> anywhere = Faults.ofAny(expired);
        anywhere.remove("unknown type");
        anywhere.remove("type in lower case");
        all("transaction", transaction, anywhere);
        for (String account : List.of("compliance01", "operator01", "patient121", "doctor09")) {
            fault("transaction", "as " + account, as(transaction, account));
        }
        fault("transaction", "no token", transaction.without("Authorization"));
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
            fault(
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
            fault("transaction", body, transaction.withBody(body));
        }
    }

    private static String bundle(String type, String entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\""
                + type
                + "\",\"entry\":["
                + entries
                + "]}";
    }

    private void operation(Operation operation) {
        String name = operation.type() + "/$" + operation.name();
        boolean instance = operation.level() == Operation.Level.INSTANCE;
        String target =
                "/fhir/" + operation.type() + (instance ? "/bad-0" : "") + "/$" + operation.name();
        String account =
                operation.callers().stream()
                        .map(ACCOUNTS::get)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse("integration01");
        String empty = "{\"resourceType\":\"Parameters\"}";
        Request good = request("POST", target, account, empty);
        all(name, good, Faults.ofAny(expired));
        all(name, good, Faults.ofBody());
        fault(name, "PUT", good.withMethod("PUT"));
        fault(name, "DELETE", good.withMethod("DELETE"));
        if (instance) {
            ids(name, good, "bad-0");
            fault(name, "unknown id", good);
        }
        if (operation.changes()) {
            fault(name, "GET", good.withMethod("GET").withBody((byte[]) null));
        }
        for (Map.Entry<Role, String> other : ACCOUNTS.entrySet()) {
            if (!operation.callers().contains(other.getKey())) {
                fault(name, "as " + other.getValue(), as(good, other.getValue()));
            }
        }
        if (!operation.callers().contains(Role.ANONYMOUS)) {
            fault(name, "no token", good.without("Authorization"));
        }
        List<Operation.Parameter> required =
                operation.parameters().stream()
                        .filter(p -> p.use().equals("in") && p.min() > 0)
                        .toList();
        if (!required.isEmpty()) {
            fault(name, "nothing given", good);
        }
        for (Operation.Parameter parameter : required) {
            for (String value :
                    List.of(
                            "\"valueDecimal\":1e400000",
                            "\"valueString\":\"a\\u0000b\"",
                            "\"valueString\":\"" + "x".repeat(5000) + "\"",
                            "\"valueReference\":{\"reference\":\"Nonsense/1\"}",
                            "\"resource\":{\"resourceType\":\"Nonsense\"}",
                            "\"valueString\":null")) {
                String given =
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"%s\",%s}]}"
                                .formatted(parameter.name(), value);
                fault(name, parameter.name() + " " + value.substring(0, 15), good.withBody(given));
            }
        }
    }

    private void all(String name, Request good, Map<String, UnaryOperator<Request>> faults) {
        faults.forEach((kind, fault) -> fault(name, kind, fault.apply(good)));
    }

    private void fault(String name, String kind, Request bad) {
        asked++;
        RawHttp.Answer answer = RawHttp.send(bad);
        String problem = problem(answer);
        if (problem != null) {
            wrong.add(name + ", " + kind + ": " + problem);
        }
    }

    private static String problem(RawHttp.Answer answer) {
        if (answer.status() < 400 || answer.status() > 499) {
            return answer.status() + " " + answer.body();
        }
        JsonNode outcome;
        try {
            outcome =
                    FhirJson.parse(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (RuntimeException notJson) {
            return answer.status() + " without an outcome: " + answer.body();
        }
        JsonNode issue = outcome.path("issue").path(0);
        JsonNode coding = issue.path("details").path("coding").path(0);
        boolean ours =
                outcome.path("resourceType").asText().equals("OperationOutcome")
                        && !issue.path("code").asText("").isEmpty()
                        && coding.path("system").asText().equals(Refusal.SYSTEM)
                        && Refusal.ofCode(coding.path("code").asText()).isPresent();
        return ours ? null : answer.status() + " with another outcome: " + answer.body();
    }

    private static Request as(Request request, String account) {
        return request.with("Authorization", "Bearer " + Http.as(account).token());
    }

    private static Request request(String method, String target, String account, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + Http.as(account).token());
        if (body != null) {
            headers.put("Content-Type", "application/fhir+json");
        }
        Request request = new Request(method, target, headers, null);
        return body == null ? request : request.withBody(body);
    }
}
