package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class DateRangeTest {
    @Property
    void a_day_holds_its_noon_and_lies_in_its_month_and_year(
            @ForAll @LongRange(min = -719162, max = 2932896) long epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        String text = day.toString();
        DateRange range = DateRange.parse(text);
        Instant noon = day.atTime(12, 0).atZone(DateRange.BUSINESS_ZONE).toInstant();
        assertThat(noon).isBetween(range.low(), range.high());
        for (int length : new int[] {4, 7}) {
            DateRange wider = DateRange.parse(text.substring(0, length));
            assertThat(wider.low()).isBeforeOrEqualTo(range.low());
            assertThat(wider.high()).isAfterOrEqualTo(range.high());
        }
    }

    @Property
    void a_moment_is_the_first_of_its_second_whatever_its_offset(
            @ForAll @LongRange(min = -62000000000L, max = 253000000000L) long second,
            @ForAll @IntRange(min = -14, max = 14) int hours) {
        Instant moment = Instant.ofEpochSecond(second);
        String text =
                OffsetDateTime.ofInstant(moment, ZoneOffset.ofHours(hours))
                        .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX"));
        assertThat(DateRange.parse(text)).isEqualTo(new DateRange(moment, moment.plusSeconds(1)));
    }

    @Property
    void a_number_lies_in_the_middle_of_what_its_digits_can_mean(
            @ForAll @BigRange(min = "-1e12", max = "1e12") @Scale(6) BigDecimal number) {
        DecimalRange range = DecimalRange.of(number);
        assertThat(range.low().add(range.high()))
                .isEqualByComparingTo(number.multiply(BigDecimal.valueOf(2)));
        assertThat(range.high().subtract(range.low())).isEqualByComparingTo(number.ulp());
    }

    @Example
    void every_fhir_date_lies_between_the_open_ends() {
        assertThat(DateRange.parse("0001").low()).isAfter(DateRange.FAR_PAST);
        assertThat(DateRange.parse("9999").high()).isBefore(DateRange.FAR_FUTURE);
        assertThat(DateRange.parse("9999-12-31T23:59:59-14:00").high())
                .isBefore(DateRange.FAR_FUTURE);
    }

    @Example
    void a_search_may_leave_out_seconds_and_offset() {
        assertThat(DateRange.parse("2026-12-01T08:30"))
                .isEqualTo(
                        new DateRange(
                                Instant.parse("2026-12-01T00:30:00Z"),
                                Instant.parse("2026-12-01T00:31:00Z")));
        assertThat(DateRange.parse("2026-12-01T08:30:15"))
                .isEqualTo(
                        new DateRange(
                                Instant.parse("2026-12-01T00:30:15Z"),
                                Instant.parse("2026-12-01T00:30:16Z")));
    }

    @Example
    void digits_of_a_second_beyond_the_sixth_do_not_matter() {
        for (String digits : new String[] {"123456", "1234567", "123456789", "1234569999999"}) {
            assertThat(DateRange.parse("2026-12-01T08:30:15." + digits + "Z"))
                    .as(digits)
                    .isEqualTo(
                            new DateRange(
                                    Instant.parse("2026-12-01T08:30:15.123456Z"),
                                    Instant.parse("2026-12-01T08:30:15.123457Z")));
        }
    }

    @Example
    void text_that_is_no_date_gives_null() {
        for (String text : new String[] {"", "today", "2026-", "2026-12-01T", "2026-12-01T8:30"}) {
            assertThat(DateRange.parse(text)).as(text).isNull();
        }
    }
}
