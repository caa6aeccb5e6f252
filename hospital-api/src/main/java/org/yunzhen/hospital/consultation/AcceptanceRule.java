package org.yunzhen.hospital.consultation;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Issue;

/** A condition under which a doctor may accept a visit. All are asked, all findings are shown. */
interface AcceptanceRule {
    /** What stands against it, or empty. */
    Uni<Optional<Issue>> check(Tx tx, Visit visit, String doctor);
}
