package org.yunzhen.hospital.platform;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.yunzhen.hospital.platform.boot.Boot;
import org.yunzhen.hospital.store.IndexVersion;
import org.yunzhen.hospital.store.Installation;
import org.yunzhen.hospital.store.ParameterNumbers;
import org.yunzhen.hospital.store.TenantParameters;

/** What is settled before the first request. */
@ApplicationScoped
class StartUp {
    /** Before everything that reads the database, timed jobs (0) included. */
    static final int FIRST = -1;

    private final Migrations migrations;
    private final Installation installation;
    private final Institutions institutions;
    private final ParameterNumbers parameters;
    private final IndexVersion index;
    private final TenantParameters tenantParameters;

    StartUp(
            Migrations migrations,
            Installation installation,
            Institutions institutions,
            ParameterNumbers parameters,
            IndexVersion index,
            TenantParameters tenantParameters) {
        this.migrations = migrations;
        this.index = index;
        this.installation = installation;
        this.institutions = institutions;
        this.parameters = parameters;
        this.tenantParameters = tenantParameters;
    }

    void settle(@Observes @Priority(FIRST) StartupEvent event) {
        Boot.awaitEmbedded();
        migrations.apply();
        boolean demo = ConfigUtils.isProfileActive("demo");
        boolean marked = installation.settle(demo);
        if (demo && !marked) {
            throw new IllegalStateException(
                    "yunzhen.database.url names a database that is not marked demo;"
                            + " profile demo does not touch it");
        }
        if (marked && !demo) {
            throw new IllegalStateException(
                    "yunzhen.database.url names a database that is marked demo;"
                            + " its accounts and keys are public");
        }
        institutions.keep();
        if (!demo) {
            institutions.missHome();
        }
        parameters.load();
        index.load();
        tenantParameters.load();
    }
}
