package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** Reads from a patient's record what a prescription is checked against, through the index. */
@ApplicationScoped
class RecordRows {
    private static final String BODY_WEIGHT = "29463-7";
    private static final String OBSERVATION = "Observation";

    private static final String CLINICAL =
            """
            SELECT body FROM resource
             WHERE tenant = $1 AND type IN ('AllergyIntolerance', 'Condition', 'MedicationRequest')
               AND terms @> ARRAY[$2::bigint] AND NOT deleted""";

    private static final String WEIGHT =
            """
            SELECT body FROM resource
             WHERE tenant = $1 AND type = 'Observation' AND NOT deleted
               AND terms @> $2::bigint[] AND NOT terms && $3::bigint[]
             ORDER BY last_updated DESC LIMIT 20""";

    /** What was written in error is no weight, nor is what was called off. */
    private static final List<String> UNTRUE = List.of("entered-in-error", "cancelled");

    private static final String REQUESTS =
            """
            SELECT id, body FROM resource
             WHERE tenant = $1 AND type = 'MedicationRequest' AND id = ANY($2)""";

    private final SearchTerms terms;

    RecordRows(SearchTerms terms) {
        this.terms = terms;
    }

    /** Allergies, conditions and medication requests of a patient. */
    Uni<List<ObjectNode>> clinical(Tx tx, String patient) {
        return tx.run(CLINICAL, tx.tenant(), terms.compartment(tx.tenant(), patient))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> row.getBuffer(0).getBytes())
                                        .map(body -> (ObjectNode) FhirJson.parse(body))
                                        .toList());
    }

    /** MedicationRequests by their ids, in one question. */
    Uni<Map<String, JsonNode>> requests(Tx tx, List<String> ids) {
        return tx.run(REQUESTS, tx.tenant(), ids.toArray(String[]::new))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .collect(
                                                Collectors.toMap(
                                                        row -> row.getString(0),
                                                        RecordRows::secondAsDocument)));
    }

    private static JsonNode secondAsDocument(Row row) {
        return FhirJson.parse(row.getBuffer(1).getBytes());
    }

    /** Whether a body weight of the patient is on record, with its value. */
    Uni<Boolean> weighed(Tx tx, String patient) {
        String tenant = tx.tenant();
        Long[] wanted = {
            terms.compartment(tenant, patient),
            terms.systemAndCode(tenant, OBSERVATION, "code", Systems.LOINC, BODY_WEIGHT)
        };
        Long[] unwanted =
                UNTRUE.stream()
                        .map(status -> terms.code(tenant, OBSERVATION, "status", status))
                        .toArray(Long[]::new);
        return tx.run(WEIGHT, tenant, wanted, unwanted)
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> FhirJson.parse(row.getBuffer(0).getBytes()))
                                        .anyMatch(
                                                one -> one.at("/valueQuantity/value").isNumber()));
    }
}
