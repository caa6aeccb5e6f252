package org.yunzhen.hospital.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.TenantName;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/** The tenants that the configuration names: they are there, and so called, after the start. */
@ApplicationScoped
class Institutions {
    private static final String KEEP =
            """
            INSERT INTO tenant AS known (tenant, name_zh, name_en) VALUES (?, ?, ?)
            ON CONFLICT (tenant) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en
             WHERE (known.name_zh, known.name_en) <> (excluded.name_zh, excluded.name_en)""";

    private static final String IS_THERE = "SELECT 1 FROM tenant WHERE tenant = ?";

    private static final Logger LOG = Logger.getLogger(Institutions.class);

    private final DataSource database;
    private final String home;
    private final List<TenantName> named;

    Institutions(DataSource database, YunzhenConfig config) {
        this.database = database;
        this.home = config.homeTenant();
        this.named = config.tenants().orElse(List.of()).stream().map(TenantName::parse).toList();
    }

    /** Adds those that are new and renames those that are called otherwise; ends none. */
    void keep() {
        if (named.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP)) {
            for (TenantName one : named) {
                keep.setString(1, one.tenant());
                keep.setString(2, one.zh());
                keep.setString(3, one.en());
                keep.addBatch();
            }
            keep.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the tenants cannot be written at start-up", e);
        }
    }

    /** Says in the log when the tenant that is served under {@code /fhir} is none yet. */
    void missHome() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(IS_THERE)) {
            select.setString(1, home);
            if (!select.executeQuery().next()) {
                LOG.warnf(
                        "there is no tenant %s, so nobody can be registered in it:"
                                + " name it in yunzhen.tenants",
                        home);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tenants cannot be read at start-up", e);
        }
    }
}
