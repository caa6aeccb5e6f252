package org.yunzhen.hospital.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.yunzhen.hospital.platform.boot.Boot;

/**
 * The service's entry. Before the framework starts it settles where the database is: in the demo,
 * without a configured one, the embedded PostgreSQL is started.
 */
@QuarkusMain
public class Hospital {
    private Hospital() {}

    /** Starts the service and returns when it was told to stop. */
    public static void main(String... args) {
        Boot.prepare();
        Quarkus.run(args);
    }
}
