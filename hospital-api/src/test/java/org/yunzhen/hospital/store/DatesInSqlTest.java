package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.index.IndexExtractor;
import org.yunzhen.mappings.index.IndexValue;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What a date covers is said twice: by {@link DateRange} for the index, and by {@code date_range}
 * for composites, which judge by the document. The two say the same, whatever is written.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DatesInSqlTest {
    private static final int DRAWS = 4000;

    private static final String RANGES =
            """
            SELECT CASE WHEN isfinite(low) THEN (extract(epoch FROM low) * 1000000)::bigint::text
                        ELSE low::text END,
                   CASE WHEN isfinite(high) THEN (extract(epoch FROM high) * 1000000)::bigint::text
                        ELSE high::text END
              FROM unnest(?::text[]) WITH ORDINALITY AS d(written, number),
                   LATERAL date_range(d.written::jsonb) ORDER BY number""";

    private static final IndexExtractor INDEX = new IndexExtractor(Definitions.r4());

    @Inject DataSource database;

    private final Random random = new Random(20261201);

    /** What two tellers say that a value covers, in microseconds since 1970. */
    private record Covered(String low, String high) {
        static Covered of(DateRange range) {
            return new Covered(micros(range.low()), micros(range.high()));
        }

        static String micros(Instant instant) {
            return Long.toString(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
        }
    }

    @Test
    void a_date_of_any_precision_covers_the_same_in_the_index_and_in_the_document() {
        List<JsonNode> dates =
                Stream.generate(this::moment)
                        .limit(DRAWS)
                        .map(text -> (JsonNode) FhirJson.object().textNode(text))
                        .toList();

        assertAgreed(dates, date -> Covered.of(DateRange.parse(date.textValue())));
    }

    @Test
    void a_period_covers_the_same_with_and_without_its_ends() {
        List<JsonNode> periods = Stream.generate(this::period).limit(DRAWS).toList();

        assertAgreed(periods, DatesInSqlTest::covered);
    }

    @Test
    void a_timing_covers_nothing_in_the_document_so_that_no_composite_finds_it_wrongly() {
        ObjectNode timing = FhirJson.object();
        timing.putArray("event").add(moment()).add(moment());
        timing.putObject("repeat").set("boundsPeriod", period());

        assertThat(ranges(List.of(timing))).containsExactly(new Covered(null, null));
    }

    private void assertAgreed(List<JsonNode> written, Function<JsonNode, Covered> inJava) {
        List<Covered> inSql = ranges(written);
        for (int i = 0; i < written.size(); i++) {
            assertThat(inSql.get(i))
                    .as("%s", written.get(i))
                    .isEqualTo(inJava.apply(written.get(i)));
        }
    }

    /** As the index has it of an Encounter. */
    private static Covered covered(JsonNode period) {
        ObjectNode encounter = FhirJson.object().put("resourceType", "Encounter");
        encounter.set("period", period);
        IndexValue.Period found =
                INDEX.extract(encounter).values().stream()
                        .filter(value -> value.param().equals("date"))
                        .map(IndexValue.Period.class::cast)
                        .findFirst()
                        .orElseThrow();
        Covered covered = Covered.of(new DateRange(found.low(), found.high()));
        return new Covered(
                found.low().equals(DateRange.FAR_PAST) ? "-infinity" : covered.low(),
                found.high().equals(DateRange.FAR_FUTURE) ? "infinity" : covered.high());
    }

    private List<Covered> ranges(List<JsonNode> written) {
        List<Covered> ranges = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(RANGES)) {
            Object[] texts = written.stream().map(JsonNode::toString).toArray();
            select.setArray(1, connection.createArrayOf("text", texts));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ranges.add(new Covered(rows.getString(1), rows.getString(2)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ranges;
    }

    /** A period whose end is not before its start, as R4 wants it; one of both may be absent. */
    private JsonNode period() {
        while (true) {
            ObjectNode period = FhirJson.object();
            int ends = random.nextInt(3);
            if (ends != 1) {
                period.put("start", moment());
            }
            if (ends != 2) {
                period.put("end", moment());
            }
            if (ends != 0 || low(period, "start").isBefore(low(period, "end"))) {
                return period;
            }
        }
    }

    private static Instant low(JsonNode period, String end) {
        return DateRange.parse(period.path(end).textValue()).low();
    }

    /** A date or dateTime as R4 writes one: a time has seconds and an offset. */
    private String moment() {
        int year = random.nextInt(4) == 0 ? 1 + random.nextInt(9999) : 1890 + random.nextInt(150);
        int month = 1 + random.nextInt(12);
        int day = 1 + random.nextInt(YearMonth.of(year, month).lengthOfMonth());
        return switch (random.nextInt(4)) {
            case 0 -> text("%04d", year);
            case 1 -> text("%04d-%02d", year, month);
            case 2 -> text("%04d-%02d-%02d", year, month, day);
            default -> text("%04d-%02d-%02d", year, month, day) + time();
        };
    }

    /** At times the last moments of a day, and the leap second that R4 allows. */
    private String time() {
        boolean late = random.nextInt(5) == 0;
        int hour = late ? 23 : random.nextInt(24);
        int minute = late ? 59 : random.nextInt(60);
        int second = late ? 59 + random.nextInt(2) : random.nextInt(60);
        StringBuilder fraction = new StringBuilder();
        for (int digits = random.nextInt(11); digits > 0; digits--) {
            fraction.append(fraction.isEmpty() ? "." : "").append(random.nextInt(10));
        }
        int offset = random.nextInt(14 * 60 + 1);
        String zone =
                random.nextInt(3) == 0
                        ? "Z"
                        : text(
                                random.nextBoolean() ? "+%02d:%02d" : "-%02d:%02d",
                                offset / 60,
                                offset % 60);
        return text("T%02d:%02d:%02d", hour, minute, second) + fraction + zone;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
