package org.yunzhen.hospital.catalogue;

import java.util.Map;

/** The rows behind the {@link Catalogue}, kept in memory by tenant. */
interface CatalogueRows {
    /**
     * What is valid today.
     *
     * @param ended medicines that are not any more, as they were last
     */
    record Current(
            Map<String, Medicine> medicines,
            Map<String, Diagnosis> diagnoses,
            Map<String, PriceItem> items,
            Map<String, Medicine> ended) {}

    Current of(String tenant);

    /** Changes whenever what is valid does. */
    default String edition(String tenant) {
        return "";
    }
}
