package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.SearchTerms;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * Who is on duty in a department: whom a PractitionerRole of today puts there, or a Schedule names
 * together with the department.
 */
@ApplicationScoped
class Duty {
    private static final String ROLES_OF_DEPARTMENT =
            """
            SELECT body FROM resource
             WHERE tenant = $1 AND type = 'PractitionerRole' AND NOT deleted
               AND terms @> ARRAY[$2::bigint]
             ORDER BY id LIMIT 500""";

    private static final String SCHEDULE_NAMES_BOTH =
            """
            SELECT 1 FROM resource
             WHERE tenant = $1 AND type = 'Schedule' AND NOT deleted
               AND terms @> ARRAY[$2::bigint, $3::bigint]
             LIMIT 1""";

    private final SearchTerms terms;

    Duty(SearchTerms terms) {
        this.terms = terms;
    }

    /** Ids of the doctors who work in a department today. */
    Uni<List<String>> doctorsOf(Tx tx, String department) {
        String service = "HealthcareService/" + department;
        long term = terms.reference(tx.tenant(), "PractitionerRole", "service", service);
        return tx.run(ROLES_OF_DEPARTMENT, tx.tenant(), term)
                .map(
                        rows -> {
                            List<String> doctors = new ArrayList<>();
                            rows.forEach(row -> add(row, Today.of(tx.now()), doctors));
                            return doctors.stream().distinct().toList();
                        });
    }

    /** Whether a doctor may take visits of a department's shared shift. */
    Uni<Boolean> covers(Tx tx, String department, String doctor) {
        return doctorsOf(tx, department)
                .chain(
                        doctors ->
                                doctors.contains(doctor)
                                        ? Uni.createFrom().item(true)
                                        : scheduled(tx, department, doctor));
    }

    private Uni<Boolean> scheduled(Tx tx, String department, String doctor) {
        return tx.run(
                        SCHEDULE_NAMES_BOTH,
                        tx.tenant(),
                        actor(tx, "HealthcareService/" + department),
                        actor(tx, "Practitioner/" + doctor))
                .map(rows -> rows.size() > 0);
    }

    private long actor(Tx tx, String reference) {
        return terms.reference(tx.tenant(), "Schedule", "actor", reference);
    }

    private static void add(Row row, LocalDate today, List<String> doctors) {
        JsonNode role = FhirJson.parse(row.getBuffer(0).getDelegate().getBytes());
        if (role.path("active").asBoolean(true) && Today.covers(role.path("period"), today)) {
            References.id(role.path("practitioner"), "Practitioner").ifPresent(doctors::add);
        }
    }
}
