package org.yunzhen.hospital.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.code.InsuranceClass;
import org.yunzhen.mappings.code.MedicineCategory;
import org.yunzhen.mappings.money.Money;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CatalogueTest {
    private static final String NEXT_VERSION =
            """
            INSERT INTO catalogue_entry (tenant, kind, code, version, effective_from, data)
            SELECT tenant, kind, code, version + 1, %s,
                   jsonb_set(data, '{price}', '"%s"')
              FROM catalogue_entry
             WHERE tenant = 'site' AND code = '%s' AND version = 1""";

    /** Like another entry of the tenant home, but for what is said here. */
    private static final String ENTRY =
            """
            INSERT INTO catalogue_entry (tenant, kind, code, version, effective_from, data)
            SELECT '%1$s', kind, '%2$s', 1, effective_from,
                   data || '{"code":"%2$s"}' || '%3$s'
              FROM catalogue_entry
             WHERE tenant = 'home' AND code = '%4$s' AND version = 1""";

    @Inject Catalogue catalogue;
    @Inject CatalogueTables tables;
    @Inject DataSource database;

    @Test
    void a_medicine_is_known_with_what_its_prescription_needs() {
        Medicine amlodipine = catalogue.medicine("home", "M0001").orElseThrow();

        assertThat(amlodipine.nameZh()).isEqualTo("苯磺酸氨氯地平片");
        assertThat(amlodipine.ingredients()).containsExactly("amlodipine");
        assertThat(amlodipine.insuranceClass()).isEqualTo(InsuranceClass.A);
        assertThat(amlodipine.price()).isEqualTo(Money.ofYuan("9.80"));
        assertThat(amlodipine.packaging().units()).isEqualByComparingTo(new BigDecimal(28));
        assertThat(amlodipine.packaging().packageZh()).isEqualTo("盒");
        assertThat(amlodipine.categories()).contains(MedicineCategory.LONG_TERM_ELIGIBLE);
        assertThat(amlodipine.flags()).contains("prescription-only", "pregnancy-caution");
        assertThat(amlodipine.indications()).contains("I10");
    }

    @Test
    void diagnoses_and_prices_are_known_and_strangers_are_not() {
        assertThat(catalogue.diagnosis("home", "I10")).get().matches(Diagnosis::chronic);
        assertThat(catalogue.item("home", "advice-free"))
                .get()
                .matches(item -> item.price().isZero());
        assertThat(catalogue.medicine("home", "M9999")).isEmpty();
        assertThat(catalogue.medicine("nowhere", "M0001")).isEmpty();
    }

    @Test
    void every_graded_antimicrobial_bears_its_grade() {
        assertThat(tables.of("home").medicines().values())
                .filteredOn(
                        medicine ->
                                medicine.flags().stream()
                                        .anyMatch(flag -> flag.startsWith("antimicrobial")))
                .isEmpty();
    }

    @Test
    void a_new_version_is_seen_from_its_first_day_on() throws SQLException {
        execute(NEXT_VERSION.formatted("current_date - 2", "77.00", "M0002"));
        execute(NEXT_VERSION.formatted("current_date + 2", "99.00", "M0003"));

        tables.refresh().await().atMost(Duration.ofSeconds(20));

        assertThat(catalogue.medicine("site", "M0002").orElseThrow().price())
                .isEqualTo(Money.ofYuan("77.00"));
        assertThat(catalogue.medicine("site", "M0003").orElseThrow().price())
                .isEqualTo(Money.ofYuan("9.45"));
    }

    @Test
    void when_a_version_has_ended_no_older_one_comes_back() throws SQLException {
        execute(ENTRY.formatted("a-tenant-of-periods", "limited", "{}", "M0004"));
        execute(
                """
                INSERT INTO catalogue_entry (tenant, kind, code, version, effective_from,
                                             effective_until, data)
                SELECT tenant, kind, code, 2, current_date - 9, current_date - 2, data
                  FROM catalogue_entry WHERE tenant = 'a-tenant-of-periods'""");

        tables.refresh().await().atMost(Duration.ofSeconds(20));

        assertThat(catalogue.medicine("a-tenant-of-periods", "limited")).isEmpty();
        assertThat(catalogue.medicineOnceKnown("a-tenant-of-periods", "limited")).isPresent();
    }

    @Test
    void an_entry_that_cannot_be_read_is_left_out_and_keeps_no_other_back() throws SQLException {
        execute(ENTRY.formatted("a-tenant-of-catalogues", "whole", "{}", "M0004"));
        execute(ENTRY.formatted("a-tenant-of-catalogues", "no-price", "{\"price\":null}", "M0004"));
        execute(
                ENTRY.formatted(
                        "a-tenant-of-catalogues", "odd-price", "{\"price\":\"1.234\"}", "M0004"));
        execute(
                ENTRY.formatted(
                        "a-tenant-of-catalogues",
                        "odd-class",
                        "{\"insurance_class\":\"A\"}",
                        "M0004"));
        execute(
                """
                INSERT INTO catalogue_entry (tenant, kind, code, version, effective_from, data)
                VALUES ('a-tenant-of-catalogues', 'item', 'empty', 1, '2026-01-01', '{}'),
                       ('a-tenant-of-catalogues', 'diagnosis', 'list', 1, '2026-01-01', '[]')""");

        tables.refresh().await().atMost(Duration.ofSeconds(20));

        assertThat(tables.of("a-tenant-of-catalogues").medicines()).containsOnlyKeys("whole");
        assertThat(tables.of("a-tenant-of-catalogues").items()).isEmpty();
        assertThat(tables.of("a-tenant-of-catalogues").diagnoses()).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
