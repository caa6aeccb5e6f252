package org.yunzhen.hospital.platform;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.yunzhen.hospital.platform.boot.Boot;

/** Stops the PostgreSQL that this process started, after everything else has let go of it. */
@ApplicationScoped
class EmbeddedStop {
    private static final int LAST = 10_000;

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        Boot.stopEmbedded();
    }
}
