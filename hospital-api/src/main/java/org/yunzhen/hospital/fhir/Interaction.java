package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import org.yunzhen.hospital.store.Tx;

/** One FHIR interaction: serves a call, for a write within the command's transaction. */
public interface Interaction {
    /** The kind of call it serves. */
    Call.Kind kind();

    Uni<Answer> run(Call call, Tx tx);
}
