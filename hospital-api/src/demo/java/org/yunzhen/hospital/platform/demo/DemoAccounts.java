package org.yunzhen.hospital.platform.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/** Makes the demo's tenants and accounts in a new database. Their one password is public. */
@ApplicationScoped
@IfBuildProfile("demo")
class DemoAccounts {
    private static final int AFTER_INSTALLATION = 20;
    private static final String PASSWORD = "yunzhen-demo";
    private static final String SITE = "site";
    private static final int FIRST_DOCTOR_OF_SITE = 28;

    private static final String INSERT_TENANT =
            "INSERT INTO tenant (tenant, name_zh, name_en) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private static final String INSERT_ACCOUNT =
            """
            INSERT INTO account (name, secret_hash, role, actor, tenants)
            VALUES (?, ?, ?, ?, string_to_array(?, ' ')) ON CONFLICT DO NOTHING""";

    private final DataSource database;
    private final String home;

    DemoAccounts(DataSource database, YunzhenConfig config) {
        this.database = database;
        this.home = config.homeTenant();
    }

    void make(@Observes @Priority(AFTER_INSTALLATION) StartupEvent event) {
        try (Connection connection = database.getConnection()) {
            if (exist(connection)) {
                return;
            }
            connection.setAutoCommit(false);
            tenants(connection);
            accounts(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the demo accounts cannot be made", e);
        }
    }

    private static boolean exist(Connection connection) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT 1 FROM account LIMIT 1")) {
            return count.executeQuery().next();
        }
    }

    private void tenants(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_TENANT)) {
            tenant(insert, home, "攀枝花云诊示范医院", "Yunzhen Demonstration Hospital, Panzhihua");
            tenant(insert, SITE, "攀枝花市东区示范社区卫生服务中心", "Dongqu Community Health Centre");
        }
    }

    private static void tenant(PreparedStatement insert, String tenant, String zh, String en)
            throws SQLException {
        insert.setString(1, tenant);
        insert.setString(2, zh);
        insert.setString(3, en);
        insert.executeUpdate();
    }

    private void accounts(Connection connection) throws SQLException {
        String hash = Secrets.hash(PASSWORD);
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ACCOUNT)) {
            for (int i = 1; i <= 600; i++) {
                add(insert, hash, "patient%03d".formatted(i), "patient", "Patient", home);
            }
            for (int i = 1; i <= 30; i++) {
                String tenant = i < FIRST_DOCTOR_OF_SITE ? home : SITE;
                add(insert, hash, "doctor%02d".formatted(i), "doctor", "Practitioner", tenant);
            }
            for (int i = 1; i <= 4; i++) {
                add(
                        insert,
                        hash,
                        "pharmacist%02d".formatted(i),
                        "pharmacist",
                        "Practitioner",
                        home);
            }
            for (int i = 1; i <= 2; i++) {
                add(insert, hash, "pharmacy%02d".formatted(i), "pharmacy", "Organization", home);
            }
            add(insert, hash, "integration01", "integration", "Device", home);
            add(insert, hash, "integration02", "integration", "Device", SITE);
            add(insert, hash, "operator01", "operator", "Practitioner", home);
            add(insert, hash, "operator02", "operator", "Practitioner", SITE);
            add(insert, hash, "compliance01", "compliance", "Practitioner", home);
            add(insert, hash, "regulator01", "regulator", "Organization", home + " " + SITE);
            insert.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert,
            String hash,
            String name,
            String role,
            String actorType,
            String tenants)
            throws SQLException {
        insert.setString(1, name);
        insert.setString(2, hash);
        insert.setString(3, role);
        insert.setString(4, actorType + "/" + name);
        insert.setString(5, tenants);
        insert.addBatch();
    }
}
