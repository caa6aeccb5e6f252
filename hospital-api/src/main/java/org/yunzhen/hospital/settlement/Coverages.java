package org.yunzhen.hospital.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.code.InsuranceType;
import org.yunzhen.mappings.index.Periods;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What the Coverage that a payer chose says of who pays. */
@ApplicationScoped
class Coverages {
    /**
     * Who pays a part of the bill.
     *
     * @param payor reference or name of the insurer
     * @param insutype the insurance, in the platform's dictionary; null when the Coverage names
     *     none
     */
    record Insurer(JsonNode payor, String insutype) {
        static Insurer none() {
            return new Insurer(FhirJson.object().put("display", "自费"), null);
        }
    }

    private final Documents documents;
    private final OwnRoots roots;

    Coverages(Documents documents, OwnRoots roots) {
        this.documents = documents;
        this.roots = roots;
    }

    /**
     * The insurer of a patient's Coverage; for a self-payer nobody.
     *
     * @param coverage its id, or null for a self-payer
     * @throws RefusedException 422 unless it is there, active, in force today and the patient's
     */
    Uni<Insurer> insurer(Tx tx, String coverage, String patient) {
        if (coverage == null) {
            return Uni.createFrom().item(Insurer.none());
        }
        return documents
                .find(tx, "Coverage", coverage)
                .map(
                        found ->
                                found.filter(stored -> !stored.deleted())
                                        .map(Stored::document)
                                        .filter(document -> pays(tx, document, patient))
                                        .map(Coverages::read)
                                        .orElseThrow(
                                                () ->
                                                        new RefusedException(
                                                                Refusal.COVERAGE_UNSUITABLE)));
    }

    private boolean pays(Tx tx, JsonNode coverage, String patient) {
        String beneficiary = coverage.path("beneficiary").path("reference").asText();
        return coverage.path("status").asText().equals("active")
                && ("Patient/" + patient).equals(roots.of(tx.tenant()).local(beneficiary))
                && Periods.cover(coverage.path("period"), tx.now().toInstant());
    }

    private static Insurer read(JsonNode coverage) {
        String insutype = null;
        for (JsonNode coding : coverage.path("type").path("coding")) {
            if (coding.path("system").asText().equals(InsuranceType.SYSTEM)) {
                insutype = coding.path("code").textValue();
            }
        }
        return new Insurer(coverage.path("payor").path(0).deepCopy(), insutype);
    }
}
