package org.yunzhen.hospital.proof;

import static org.yunzhen.hospital.proof.BadRequests.as;
import static org.yunzhen.hospital.proof.BadRequests.request;

import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.proof.RawHttp.Request;
import org.yunzhen.hospital.testing.Http;

/** Faults of one operation, each made of a call that would be good. */
final class OperationWalk {
    private static final String FOREIGN = "proof-foreign";
    private static final String SOMEBODY = "patient149";
    private static final List<String> AT_SITE =
            List.of(
                    "Appointment",
                    "Claim",
                    "Condition",
                    "Encounter",
                    "Patient",
                    "Practitioner",
                    "Schedule",
                    "Slot",
                    "Task");

    private static final Map<Role, String> ACCOUNTS =
            Map.of(
                    Role.PATIENT, SOMEBODY,
                    Role.DOCTOR, "doctor16",
                    Role.PHARMACIST, "pharmacist03",
                    Role.PHARMACY, "pharmacy02",
                    Role.INTEGRATION, "integration01",
                    Role.OPERATOR, "operator01",
                    Role.COMPLIANCE, "compliance01",
                    Role.REGULATOR, "regulator01");

    /** Whoever holds the patient's code may claim: any pharmacy. */
    private static final String CLAIM = "Task/$claim";

    /**
     * What the inputs of type Reference refer to; that of accompaniedBy is looked at for a child
     * under six only.
     */
    private static final Map<String, String> TARGETS =
            Map.ofEntries(
                    Map.entry("patient", "Patient"),
                    Map.entry("coverage", "Coverage"),
                    Map.entry("slot", "Slot"),
                    Map.entry("schedule", "Schedule"),
                    Map.entry("department", "HealthcareService"),
                    Map.entry("practitioner", "Practitioner"),
                    Map.entry("encounter", "Encounter"),
                    Map.entry("evidence", "Condition"),
                    Map.entry("subject", "Appointment"),
                    Map.entry("quote", "ClaimResponse"));

    private final Operation operation;
    private final String name;
    private final Ask valid;
    private final Ask untimely;

    OperationWalk(Operation operation, Repertoire repertoire) {
        this.operation = operation;
        this.name = Repertoire.nameOf(operation);
        this.valid = repertoire.valid(operation);
        this.untimely = repertoire.untimely(operation);
    }

    /** What is known in another tenant only. */
    static void foreignData() {
        for (String type : AT_SITE) {
            Http.as("integration02")
                    .put(
                            "/t/site/fhir/" + type + "/" + FOREIGN,
                            Records.of(type, FOREIGN, FOREIGN));
        }
    }

    void ask(BadRequests bad) {
        Request good = post(valid);
        bad.all(name, good, Faults.ofAny(bad.expired()));
        bad.all(name, good, Faults.ofBody());
        OperationFaults.of(operation, valid.body())
                .forEach((kind, body) -> bad.fault(name, kind, good.withBody(body)));
        methods(bad, good);
        addresses(bad, good);
        callers(bad, good);
        references(bad, good);
        if (untimely != null) {
            Request late = post(untimely);
            bad.fault(name, "wrong state", late);
            bad.fault(name, "wrong state under a key", late.with("Idempotency-Key", "late"));
        }
    }

    private void methods(BadRequests bad, Request good) {
        bad.fault(name, "PUT", good.withMethod("PUT"));
        bad.fault(name, "DELETE", good.withMethod("DELETE"));
        if (operation.changes()) {
            bad.fault(name, "GET", good.withMethod("GET").withBody((byte[]) null));
        }
        bad.fault(name, "query", good.withTarget(good.target() + "?nonsense=1"));
        bad.fault(name, "long query", good.withTarget(good.target() + "?" + "x".repeat(5000)));
    }

    private void addresses(BadRequests bad, Request good) {
        bad.fault(name, "other name", good.withTarget(good.target() + "s"));
        String[] parts = valid.path().split("/", -1);
        if (operation.level() == Operation.Level.SYSTEM) {
            bad.fault(name, "on a type", good.withTarget(good.target().replace("/$", "/Basic/$")));
            return;
        }
        String type = "/" + parts[2] + "/";
        if (parts.length == 4) {
            bad.fault(
                    name, "with an id", good.withTarget(good.target().replace(type, type + "x/")));
            return;
        }
        String id = parts[3];
        bad.ids(name, good, id);
        bad.fault(name, "unknown id", good.withTarget(good.target().replace(id, "proof-none")));
        bad.fault(name, "foreign id", good.withTarget(good.target().replace(id, FOREIGN)));
        if (!operation.level().isOnType()) {
            bad.fault(name, "no id", good.withTarget(good.target().replace("/" + id, "")));
        }
    }

    private void callers(BadRequests bad, Request good) {
        for (Map.Entry<Role, String> other : ACCOUNTS.entrySet()) {
            if (!operation.callers().contains(other.getKey())) {
                bad.fault(name, "as " + other.getValue(), as(good, other.getValue()));
            }
        }
        if (!operation.callers().contains(Role.ANONYMOUS)) {
            bad.fault(name, "no token", good.without("Authorization"));
        }
        boolean personal = valid.account() != null && !valid.account().startsWith("operator");
        if (personal && !name.equals(CLAIM)) {
            ACCOUNTS.forEach(
                    (role, account) -> {
                        if (valid.account().startsWith(role.code())
                                && !valid.account().equals(account)) {
                            bad.fault(name, "as a stranger of the role", as(good, account));
                        }
                    });
        }
    }

    private void references(BadRequests bad, Request good) {
        for (Operation.Parameter parameter : operation.parameters()) {
            String type = TARGETS.get(parameter.name());
            if (parameter.use().equals("in") && type != null) {
                for (String id : List.of(FOREIGN, "proof-none")) {
                    String body =
                            OperationFaults.with(valid.body(), parameter.name(), type + "/" + id);
                    bad.fault(name, parameter.name() + " " + id, good.withBody(body));
                }
            }
        }
    }

    private static Request post(Ask ask) {
        String account = ask.account() == null ? SOMEBODY : ask.account();
        return request("POST", ask.path(), account, ask.body());
    }
}
