package org.yunzhen.hospital.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** An empty catalogue. */
@ApplicationScoped
class NoRows implements CatalogueRows {
    @Override
    public Current of(String tenant) {
        return new Current(Map.of(), Map.of(), Map.of());
    }
}
