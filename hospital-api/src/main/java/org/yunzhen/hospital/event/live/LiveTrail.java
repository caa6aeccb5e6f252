package org.yunzhen.hospital.event.live;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Trail;
import org.yunzhen.hospital.access.TrailEntry;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Leaves a row of the trail for each hello: who listens from now on, or why they may not. */
@ApplicationScoped
class LiveTrail {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String PATIENT = "Patient/";

    private final Trail trail;

    LiveTrail(Trail trail) {
        this.trail = trail;
    }

    /** A socket that is welcome; durable before it is told so. */
    Uni<Void> welcomed(String tenant, Caller caller) {
        return trail.write(
                entry(tenant, caller, caller.role().code() + ":live", SWITCHING_PROTOCOLS, null));
    }

    /** A socket that is not. */
    Uni<Void> refused(String tenant, Caller caller, RefusedException refused) {
        Refusal refusal = refused.refusal();
        return trail.write(entry(tenant, caller, "none", refusal.status(), refusal.code()));
    }

    private static TrailEntry entry(
            String tenant, Caller caller, String rule, int status, String refusal) {
        boolean ofPatient = refusal == null && caller.actor().startsWith(PATIENT);
        return new TrailEntry(
                tenant,
                Instant.now().atOffset(ZoneOffset.UTC),
                UUID.randomUUID().toString(),
                caller.actor(),
                caller.role().code(),
                null,
                rule,
                null,
                "live",
                null,
                null,
                null,
                ofPatient ? List.of(caller.actorId()) : List.of(),
                status,
                refusal,
                null);
    }
}
