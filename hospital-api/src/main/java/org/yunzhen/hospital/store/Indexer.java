package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Turns documents into what the search index keeps. */
@ApplicationScoped
public class Indexer {
    /** Ids of the patients in whose compartments a document stands. */
    public List<String> patients(JsonNode document) {
        return document.path("resourceType").textValue().equals("Patient")
                ? List.of(document.path("id").asText())
                : List.of();
    }

    Indexed index(String tenant, Stored stored) {
        return nothing(stored.patients());
    }

    static Indexed nothing(List<String> patients) {
        return new Indexed(new long[0], patients, null, List.of(), List.of(), List.of());
    }
}
