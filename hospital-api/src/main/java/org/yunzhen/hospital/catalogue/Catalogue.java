package org.yunzhen.hospital.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Medicines, diagnoses and prices of a tenant: versioned reference data, read by the workflows from
 * memory before their transactions begin. Not a capability: every room may ask it.
 */
@ApplicationScoped
public class Catalogue {
    private final CatalogueRows rows;

    Catalogue(CatalogueRows rows) {
        this.rows = rows;
    }

    /** The medicine of a code, in its version of today. */
    public Optional<Medicine> medicine(String tenant, String code) {
        return Optional.ofNullable(rows.of(tenant).medicines().get(code));
    }

    /** The diagnosis of an ICD-10 code. */
    public Optional<Diagnosis> diagnosis(String tenant, String code) {
        return Optional.ofNullable(rows.of(tenant).diagnoses().get(code));
    }

    /** The price item of a code, in its version of today. */
    public Optional<PriceItem> item(String tenant, String code) {
        return Optional.ofNullable(rows.of(tenant).items().get(code));
    }

    /**
     * Whether a tenant's catalogue holds diagnoses at all; without any, codes cannot be checked.
     */
    public boolean hasDiagnoses(String tenant) {
        return !rows.of(tenant).diagnoses().isEmpty();
    }
}
