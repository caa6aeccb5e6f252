package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/**
 * Values of a document that change oftener than the document is written: they are spliced into its
 * bytes when it is read or found, and the answer is sent {@code no-store}.
 */
public interface LiveValues {
    /** Whether documents of a type may have such values. */
    boolean appliesTo(String type);

    /** The bytes of one document with the values of this moment. */
    Uni<Buffer> apply(Tx tx, Stored stored);

    /** The bytes of several documents of a type it applies to, in their order. */
    Uni<List<Buffer>> applyAll(Tx tx, List<Stored> stored);
}
