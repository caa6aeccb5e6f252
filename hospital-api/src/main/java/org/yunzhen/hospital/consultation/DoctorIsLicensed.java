package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.rule.Rule;

/** {@link Rule#R08}: a licence within its term, and three years of independent practice. */
@ApplicationScoped
class DoctorIsLicensed implements AcceptanceRule {
    private static final int YEARS_MIN = 3;

    private final Documents documents;

    DoctorIsLicensed(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Optional<Issue>> check(Tx tx, Visit visit, String doctor) {
        LocalDate today = Today.of(tx.now());
        return documents
                .find(tx, "Practitioner", doctor)
                .map(found -> found.flatMap(stored -> finding(stored.document(), today)));
    }

    private static Optional<Issue> finding(JsonNode practitioner, LocalDate today) {
        if (!practitioner.path("active").asBoolean(true) || !isLicensed(practitioner, today)) {
            return Optional.of(Issue.of(Refusal.LICENSE_EXPIRED));
        }
        return independentYears(practitioner) < YEARS_MIN
                ? Optional.of(Issue.of(Refusal.PRACTICE_TOO_SHORT, YEARS_MIN))
                : Optional.empty();
    }

    /** A qualification without a term is none that could be checked. */
    private static boolean isLicensed(JsonNode practitioner, LocalDate today) {
        for (JsonNode qualification : practitioner.path("qualification")) {
            JsonNode period = qualification.path("period");
            if (period.isObject() && Today.covers(period, today)) {
                return true;
            }
        }
        return false;
    }

    private static int independentYears(JsonNode practitioner) {
        for (JsonNode extension : practitioner.path("extension")) {
            if (Extensions.INDEPENDENT_YEARS.equals(extension.path("url").textValue())) {
                return extension.path("valueInteger").asInt(0);
            }
        }
        return 0;
    }
}
