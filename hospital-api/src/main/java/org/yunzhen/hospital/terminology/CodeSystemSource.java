package org.yunzhen.hospital.terminology;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the codes of a system come from.
 *
 * @param tenant under which the rows are to stand
 * @param origin from what the codes are taken; of one address there may be several
 * @param edition changes whenever the codes do
 * @param content reads them; asked only when the rows are of another edition
 */
record CodeSystemSource(
        String tenant,
        String url,
        String origin,
        String edition,
        Supplier<Uni<CodeSystemSource.Content>> content) {

    /**
     * What is taken into rows.
     *
     * @param version or null
     * @param name or null
     */
    record Content(
            String version,
            String name,
            boolean caseSensitive,
            boolean complete,
            List<Concept> concepts) {}
}
