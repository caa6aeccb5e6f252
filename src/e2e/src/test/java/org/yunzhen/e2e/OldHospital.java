package org.yunzhen.e2e;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The database of a hospital as an earlier build wrote it and left it when it was killed. {@code
 * src/test/resources/upgrade/README.md} tells how it was made.
 */
final class OldHospital {
    private static final String ZIP = "/upgrade/hospital-v9.zip";
    private static final String DATABASE = "before";

    private OldHospital() {}

    /**
     * Loads it into a database of its own beside that of a running service.
     *
     * @return {@code postgresql://…}
     */
    static String load(RunningService beside) {
        String url = beside.databaseUrl().replaceFirst("/[^/]*$", "/" + DATABASE);
        try {
            try (Connection server = connection(beside, beside.databaseUrl());
                    Statement statement = server.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            try (Connection database = connection(beside, url);
                    ZipInputStream zip =
                            new ZipInputStream(OldHospital.class.getResourceAsStream(ZIP))) {
                load(database, zip);
            }
            return url;
        } catch (SQLException e) {
            throw new IllegalStateException("the database of before cannot be loaded", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connection connection(RunningService service, String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url, "yunzhen", service.databasePassword());
    }

    private static void load(Connection database, ZipInputStream zip)
            throws SQLException, IOException {
        List<byte[]> tables = new ArrayList<>();
        String schema = "";
        String sequences = "";
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            byte[] bytes = zip.readAllBytes();
            switch (entry.getName()) {
                case "schema.sql" -> schema = new String(bytes, StandardCharsets.UTF_8);
                case "sequences.sql" -> sequences = new String(bytes, StandardCharsets.UTF_8);
                default -> tables.add(bytes);
            }
        }
        try (Statement statement = database.createStatement()) {
            statement.execute(schema);
            // what the migrations insert stands in the tables too, and no trigger is to act again
            statement.execute("SET session_replication_role = replica");
            for (byte[] table : tables) {
                copy(database.unwrap(PGConnection.class).getCopyAPI(), statement, table);
            }
            for (String sequence : sequences.lines().toList()) {
                statement.execute(sequence);
            }
        }
    }

    private static void copy(CopyManager copies, Statement statement, byte[] table)
            throws SQLException, IOException {
        String command = firstLine(table);
        statement.execute("DELETE FROM " + command.split(" ")[1]);
        try (InputStream rows = new ByteArrayInputStream(table)) {
            rows.skipNBytes(command.getBytes(StandardCharsets.UTF_8).length + 1L);
            copies.copyIn(command, rows);
        }
    }

    private static String firstLine(byte[] table) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new ByteArrayInputStream(table), StandardCharsets.UTF_8))) {
            return reader.readLine();
        }
    }
}
