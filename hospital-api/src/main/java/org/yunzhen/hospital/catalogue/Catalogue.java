package org.yunzhen.hospital.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
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

    /**
     * The same, or as it was last where it has ended since: what was prescribed is paid and handed
     * over all the same.
     */
    public Optional<Medicine> medicineOnceKnown(String tenant, String code) {
        return medicine(tenant, code)
                .or(() -> Optional.ofNullable(rows.of(tenant).ended().get(code)));
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

    /** All diagnoses of a tenant, in the order of their codes. */
    public List<Diagnosis> diagnoses(String tenant) {
        return rows.of(tenant).diagnoses().values().stream()
                .sorted(Comparator.comparing(Diagnosis::code))
                .toList();
    }

    /** All medicines of a tenant, in their versions of today and the order of their codes. */
    public List<Medicine> medicines(String tenant) {
        return rows.of(tenant).medicines().values().stream()
                .sorted(Comparator.comparing(Medicine::code))
                .toList();
    }

    /** All price items of a tenant, in their versions of today and the order of their codes. */
    public List<PriceItem> items(String tenant) {
        return rows.of(tenant).items().values().stream()
                .sorted(Comparator.comparing(PriceItem::code))
                .toList();
    }

    /** Changes whenever a tenant's catalogue does, with a new day too. */
    public String edition(String tenant) {
        return rows.edition(tenant);
    }
}
