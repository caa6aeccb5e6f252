package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessOverHttpTest {
    private static final String PATIENT = "patient101";
    private static final List<String> TYPES =
            List.of(
                    "Patient",
                    "Observation",
                    "Consent",
                    "Communication",
                    "QuestionnaireResponse",
                    "Condition",
                    "Flag",
                    "CareTeam",
                    "Encounter",
                    "Appointment",
                    "ServiceRequest",
                    "Schedule",
                    "Medication",
                    "Organization",
                    "ValueSet",
                    "AuditEvent");

    private static final Map<Role, Http> CALLERS = new EnumMap<>(Role.class);

    @Inject Transactions transactions;
    @Inject CareRelations relations;

    private static Http caller(Role role) {
        return CALLERS.computeIfAbsent(
                role,
                r ->
                        switch (r) {
                            case ANONYMOUS -> Http.anonymous();
                            case PATIENT -> Http.as(PATIENT);
                            case DOCTOR -> Http.as("doctor05");
                            case PHARMACIST -> Http.as("pharmacist02");
                            case PHARMACY -> Http.as("pharmacy01");
                            case INTEGRATION -> Http.as("integration01");
                            case OPERATOR -> Http.as("operator01");
                            case COMPLIANCE -> Http.as("compliance01");
                            case REGULATOR -> Http.as("regulator01");
                        });
    }

    private void relate(String actor, String kind) {
        transactions
                .run(
                        "home",
                        tx -> relations.open(tx, actor, PATIENT, kind, "Encounter/cells", null))
                .await()
                .indefinitely();
    }

    private static String id(String type) {
        return type.equals("Patient") ? PATIENT : "cell-" + type.toLowerCase(java.util.Locale.ROOT);
    }

    private static void makeRecord(String type) {
        if (!type.equals("AuditEvent")) {
            Reply made =
                    Http.as("integration01")
                            .put(
                                    "/fhir/" + type + "/" + id(type),
                                    Records.of(type, id(type), PATIENT));
            assertThat(made.status()).as(made.text()).isIn(200, 201);
        }
    }

    private static Reply ask(Http caller, String type, Action action) {
        String one = "/fhir/" + type + "/" + id(type);
        return switch (action) {
            case READ -> caller.get(one);
            case SEARCH ->
                    caller.get(
                            "/fhir/"
                                    + type
                                    + "?_id="
                                    + (type.equals("AuditEvent") ? "1" : id(type)));
            case HISTORY -> caller.get(one + "/_history");
            case CREATE -> caller.post("/fhir/" + type, Records.of(type, PATIENT));
            case UPDATE -> caller.put(one, Records.of(type, id(type), PATIENT));
            case DELETE -> caller.delete(one);
            case OPERATION -> throw new IllegalArgumentException("no plain interaction");
        };
    }

    private static int expected(Role role, String type, Action action) {
        if (!ExpectedAccess.allows(role, type, action)) {
            return role == Role.ANONYMOUS ? 401 : 403;
        }
        boolean noneStored = type.equals("AuditEvent") && action != Action.SEARCH;
        boolean notTheirs = role == Role.PHARMACY && ExpectedAccess.COMPARTMENT.contains(type);
        if (noneStored || (notTheirs && !type.equals("Schedule"))) {
            return noneStored ? 404 : 403;
        }
        if (letInButOnlyWithinAVisit(role, type, action)) {
            return 422;
        }
        return switch (action) {
            case CREATE -> 201;
            case DELETE -> 204;
            default -> 200;
        };
    }

    /** What people say in a visit is further asked by the visit's own rules (consent, messages). */
    private static boolean letInButOnlyWithinAVisit(Role role, String type, Action action) {
        boolean person = role == Role.PATIENT || role == Role.DOCTOR;
        boolean writes = action == Action.CREATE || action == Action.UPDATE;
        return person && writes && (type.equals("Consent") || type.equals("Communication"));
    }

    @Test
    void each_role_gets_what_the_table_says_over_http() {
        relate("Practitioner/doctor05", CareRelations.TREATING);
        relate("Practitioner/pharmacist02", CareRelations.REVIEWING);
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Role role : Role.values()) {
            for (String type : TYPES) {
                makeRecord("Patient");
                makeRecord(type);
                for (Action action : Action.values()) {
                    if (action == Action.OPERATION) {
                        continue;
                    }
                    Reply reply = ask(caller(role), type, action);
                    asked++;
                    if (reply.status() != expected(role, type, action)) {
                        wrong.add(
                                "%s %s %s: %d instead of %d %s"
                                        .formatted(
                                                role,
                                                action,
                                                type,
                                                reply.status(),
                                                expected(role, type, action),
                                                reply.text()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isEqualTo(9 * TYPES.size() * 6);
    }

    @Test
    void a_role_is_told_that_it_is_the_role_and_of_what_is_hidden_no_more_than_of_what_is_not() {
        makeRecord("Patient");
        makeRecord("Condition");
        Reply byRole = ask(caller(Role.COMPLIANCE), "Condition", Action.SEARCH);
        assertThat(byRole.refusals()).containsExactly("forbidden");
        assertThat(byRole.text()).contains("compliance", "search Condition");
        Http stranger = Http.as("doctor06");
        for (Action action : List.of(Action.READ, Action.UPDATE, Action.DELETE)) {
            assertThat(said(ask(stranger, "Condition", action)))
                    .as(action.code())
                    .isEqualTo(said(stranger.get("/fhir/Condition/is-not-there")));
        }
    }

    private static String said(Reply reply) {
        return reply.json().at("/issue/0/details/text").asText();
    }

    @Test
    void a_relation_that_has_ended_or_was_never_opened_opens_nothing() {
        makeRecord("Condition");
        Http stranger = Http.as("doctor06");
        assertThat(ask(stranger, "Condition", Action.READ).status()).isEqualTo(403);
        assertThat(ask(stranger, "Condition", Action.CREATE).status()).isEqualTo(403);
        assertThat(ask(stranger, "Condition", Action.UPDATE).status()).isEqualTo(403);
        assertThat(ask(stranger, "Condition", Action.SEARCH).json().path("total").intValue())
                .isZero();
    }
}
