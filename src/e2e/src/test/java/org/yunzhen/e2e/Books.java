package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of a service's database, read past the service. */
final class Books implements AutoCloseable {
    /** Everything that is neither here nor there; after a while none of it may be left. */
    private static final List<String> HALF_DONE =
            List.of(
                    "SELECT 'bill ' || id || ' is ' || status FROM bill"
                            + " WHERE status IN ('submitted', 'reverting', 'refunding', 'held')",
                    "SELECT leg || ' leg of bill ' || bill || ' is ' || status FROM bill_leg"
                            + " WHERE status IN ('sent', 'unknown', 'undoing')",
                    "SELECT 'bill ' || id || ' refund is wanted' FROM bill"
                            + " WHERE refund_wanted AND status NOT IN ('refunded', 'failed')",
                    "SELECT 'hold of ' || appointment || ' until ' || hold_expires FROM slot_ticket"
                            + " WHERE state = 'held'",
                    "SELECT 'event ' || seq || ' ' || kind FROM outbox");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;

    private Books(Connection connection) {
        this.connection = connection;
    }

    /** The books of a service whose PostgreSQL runs. */
    static Books of(RunningService service) {
        return of(service, service.databaseUrl());
    }

    /** The books of another database of its PostgreSQL. */
    static Books of(RunningService service, String url) {
        try {
            return new Books(
                    DriverManager.getConnection(
                            "jdbc:" + url, "yunzhen", service.databasePassword()));
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be opened", e);
        }
    }

    /** The rows of a query, all columns as texts. */
    List<List<String>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The first column of a query. */
    List<String> column(String query) {
        return rows(query).stream().map(row -> row.get(0)).toList();
    }

    /** Changes something, as a stranger at the database might. */
    void execute(String command) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(command, e);
        }
    }

    /** What has not come to its end. */
    List<String> halfDone() {
        return HALF_DONE.stream().flatMap(query -> column(query).stream()).toList();
    }

    /** Answers of which the books know nothing. */
    List<Answers.Promise> lost(List<Answers.Promise> promises) {
        Set<String> kept =
                new HashSet<>(
                        column(
                                "SELECT type || '/' || id || '/' || version FROM resource"
                                        + " WHERE tenant = 'home' UNION ALL"
                                        + " SELECT type || '/' || id || '/' || version"
                                        + " FROM resource_history WHERE tenant = 'home'"));
        return promises.stream()
                .filter(promise -> !kept.contains(promise.reference() + "/" + promise.version()))
                .toList();
    }

    /** Requests that were answered and of which the trail knows nothing. */
    List<String> untraced(List<String> requests) {
        Set<String> traced = new HashSet<>(column("SELECT request_id FROM trail"));
        return requests.stream().filter(request -> !traced.contains(request)).toList();
    }

    /** Numbers that are given to two, or counted wrong; documents and rows that disagree. */
    List<String> numberFaults() {
        execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
        try {
            return numberFaultsAtOneMoment();
        } finally {
            execute("COMMIT");
        }
    }

    private List<String> numberFaultsAtOneMoment() {
        List<String> faults = new ArrayList<>();
        faults.addAll(
                column(
                        "SELECT s.slot || ' tells free ' || s.free FROM appointment_slot s"
                                + " WHERE s.free <> (SELECT count(*) FROM slot_ticket t"
                                + "   WHERE t.tenant = s.tenant AND t.slot = s.slot"
                                + "     AND t.state = 'free')"));
        Set<String> given = new HashSet<>();
        for (JsonNode appointment : documents("Appointment", "booked", "pending", "arrived")) {
            String number = number(appointment);
            if (!number.isEmpty() && !given.add(number)) {
                faults.add(number + " is given twice");
            }
        }
        for (List<String> row :
                rows(
                        "SELECT appointment, 'Slot/' || slot || ' ' || number, state"
                                + " FROM slot_ticket WHERE tenant = 'home'"
                                + " AND state IN ('held', 'taken', 'arrived')")) {
            if (!given.contains(row.get(1))) {
                faults.add("no appointment tells of " + row);
            }
        }
        return faults;
    }

    private static String number(JsonNode appointment) {
        for (JsonNode extension : appointment.path("extension")) {
            if (extension.path("url").asText().endsWith("/ticket-number")) {
                return appointment.path("slot").path(0).path("reference").asText()
                        + " "
                        + extension.path("valuePositiveInt").asText();
            }
        }
        return "";
    }

    private List<JsonNode> documents(String type, String... statuses) {
        return column(
                        "SELECT convert_from(body, 'UTF8') FROM resource"
                                + " WHERE tenant = 'home' AND NOT deleted AND type = '%s'"
                                        .formatted(type))
                .stream()
                .map(Books::parsed)
                .filter(d -> List.of(statuses).contains(d.path("status").asText()))
                .toList();
    }

    /** The status of a document. */
    String status(String reference) {
        String[] parts = reference.split("/", -1);
        List<String> found =
                column(
                        "SELECT convert_from(body, 'UTF8') FROM resource"
                                + " WHERE tenant = 'home' AND type = '%s' AND id = '%s'"
                                        .formatted(parts[0], parts[1]));
        return found.isEmpty() ? "not there" : parsed(found.get(0)).path("status").asText();
    }

    /** The states of the bills of a subject. */
    List<String> bills(String subject) {
        return column(
                "SELECT status FROM bill WHERE tenant = 'home'"
                        + " AND subject_type || '/' || subject_id = '%s' ORDER BY created_at"
                                .formatted(subject));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("a document that is no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be closed", e);
        }
    }
}
