package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import org.yunzhen.mappings.refusal.Issue;

/**
 * Judges resources by profiles (R4 section 5.1.0). Slow beside all else that the door does: it is
 * never asked within a transaction.
 */
public interface Profiles {
    /**
     * What is wrong with a resource by R4 and these profiles; warnings and hints are among it. A
     * profile that nobody knows is a warning, or an error when its address is one of ours.
     *
     * @param profiles canonical addresses
     * @return fails with 503 when too many wait, with 422 when it takes too long to judge
     */
    Uni<List<Issue>> judge(String tenant, JsonNode resource, Collection<String> profiles);
}
