package org.yunzhen.hospital.platform;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.yunzhen.hospital.platform.boot.Boot;

/**
 * Migrations are the first that need the database: until then the embedded one comes up beside the
 * service.
 */
@Singleton
class EmbeddedFirst implements FlywayConfigurationCustomizer {
    @Override
    public void customize(FluentConfiguration configuration) {
        Boot.awaitEmbedded();
    }
}
