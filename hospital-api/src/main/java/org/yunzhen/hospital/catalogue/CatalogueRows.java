package org.yunzhen.hospital.catalogue;

import java.util.Map;

/** The rows behind the {@link Catalogue}, kept in memory by tenant. */
interface CatalogueRows {
    /** What is valid today. */
    record Current(
            Map<String, Medicine> medicines,
            Map<String, Diagnosis> diagnoses,
            Map<String, PriceItem> items) {}

    Current of(String tenant);

    /** Changes whenever what is valid does. */
    default String edition(String tenant) {
        return "";
    }
}
