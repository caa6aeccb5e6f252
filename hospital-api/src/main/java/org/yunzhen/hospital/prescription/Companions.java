package org.yunzhen.hospital.prescription;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.rule.Rule;

/**
 * {@link Rule#R20}: who is with a child under six is a physician of the specialty: licensed, of a
 * department in which the prescriber works, and another person than the prescriber.
 */
@ApplicationScoped
class Companions {

    private static final String ROLES =
            """
            SELECT body FROM resource
             WHERE tenant = $1 AND type = 'PractitionerRole' AND NOT deleted
               AND terms @> ARRAY[$2::bigint]
             LIMIT 100""";

    private final Documents documents;
    private final SearchTerms terms;

    Companions(Documents documents, SearchTerms terms) {
        this.documents = documents;
        this.terms = terms;
    }

    /**
     * Whether a person may accompany a child.
     *
     * @param companion id of a Practitioner, or null when nobody was named
     */
    Uni<Boolean> isSuited(Tx tx, String companion, String prescriber) {
        if (companion == null || companion.equals(prescriber)) {
            return Uni.createFrom().item(false);
        }
        return documents
                .find(tx, "Practitioner", companion)
                .map(found -> found.filter(person -> isPhysician(person, tx)).isPresent())
                .chain(
                        physician ->
                                physician
                                        ? haveDepartmentInCommon(tx, companion, prescriber)
                                        : Uni.createFrom().item(false));
    }

    private static boolean isPhysician(Stored person, Tx tx) {
        return !person.deleted()
                && person.document().path("active").asBoolean(true)
                && Licence.isHeld(person.document(), Systems.PHYSICIAN_LICENSE, tx.now());
    }

    private Uni<Boolean> haveDepartmentInCommon(Tx tx, String one, String other) {
        return departments(tx, one)
                .chain(
                        ofOne ->
                                departments(tx, other)
                                        .map(ofOther -> !Collections.disjoint(ofOne, ofOther)));
    }

    private Uni<Set<String>> departments(Tx tx, String practitioner) {
        long term =
                terms.reference(
                        tx.tenant(),
                        "PractitionerRole",
                        "practitioner",
                        "Practitioner/" + practitioner);
        return tx.run(ROLES, tx.tenant(), term)
                .map(
                        rows -> {
                            Set<String> departments = new HashSet<>();
                            rows.forEach(row -> add(row, departments));
                            return departments;
                        });
    }

    private static void add(Row row, Set<String> departments) {
        JsonNode role = FhirJson.parse(row.getBuffer(0).getDelegate().getBytes());
        if (role.path("active").asBoolean(true)) {
            role.path("healthcareService")
                    .forEach(service -> departments.add(service.path("reference").asText()));
        }
    }
}
