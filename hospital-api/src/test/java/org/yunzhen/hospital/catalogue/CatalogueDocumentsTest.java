package org.yunzhen.hospital.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yunzhen.hospital.platform.demo.hospital.DemoReference;
import org.yunzhen.hospital.testing.Http;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.hospital.testing.Reply;
import org.yunzhen.hospital.testing.ShortToken;
import org.yunzhen.mappings.json.FhirJson;

/**
 * An operator keeps the hospital's catalogue by writing documents; each test has a tenant of its
 * own.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CatalogueDocumentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Catalogue catalogue;
    @Inject CatalogueTables tables;
    @Inject DataSource database;
    @Inject ShortToken tokens;

    private final String tenant = "c" + UUID.randomUUID().toString().substring(0, 18);

    @Test
    void a_new_hospital_gets_its_catalogue_by_the_documents_of_another() {
        copy("MedicationKnowledge");
        copy("ChargeItemDefinition");
        copy("CodeSystem");
        refresh();

        assertThat(tables.of(tenant).medicines()).hasSizeGreaterThan(400);
        assertThat(tables.of(tenant).items()).hasSizeGreaterThan(80);
        assertThat(tables.of(tenant).diagnoses()).hasSizeGreaterThan(300);
        assertThat(tables.of("home").medicines())
                .containsAllEntriesOf(tables.of(tenant).medicines());
        assertThat(tables.of("home").items()).containsAllEntriesOf(tables.of(tenant).items());
        assertThat(tables.of("home").diagnoses())
                .containsAllEntriesOf(tables.of(tenant).diagnoses());
    }

    @Test
    void a_price_changes_when_its_document_does_and_a_later_one_on_its_day() {
        ObjectNode item = document("ChargeItemDefinition/revisit-chief");
        expect(201, put(item));
        price(item).put("value", new BigDecimal("23.50"));
        expect(200, put(item));
        assertThat(itemPrice("revisit-chief")).isEqualTo("23.50");

        item.putObject("effectivePeriod").put("start", today().plusDays(1).toString());
        price(item).put("value", new BigDecimal("99.00"));
        expect(200, put(item));
        assertThat(itemPrice("revisit-chief")).isEqualTo("23.50");
        assertThat(versions("revisit-chief"))
                .containsExactly("1 22.00 today", "2 23.50 today", "3 99.00 later");

        item.remove("effectivePeriod");
        price(item).put("value", new BigDecimal("24.00"));
        expect(200, put(item));
        assertThat(versions("revisit-chief"))
                .as("what was to come is said otherwise now")
                .containsExactly("1 22.00 today", "2 23.50 today", "3 24.00 today");
    }

    @Test
    void the_same_document_sent_twice_is_one_version() {
        ObjectNode item = document("ChargeItemDefinition/revisit-chief");
        expect(201, put(item));
        expect(200, put(item));
        assertThat(versions("revisit-chief")).containsExactly("1 22.00 today");
    }

    @ParameterizedTest
    @CsvSource({"status,retired", "status,draft", "status,unknown", "end,yesterday", "delete,"})
    void what_is_ended_is_known_no_more_until_it_is_put_again(String how, String value) {
        ObjectNode item = document("ChargeItemDefinition/revisit-chief");
        expect(201, put(item));
        refresh();
        assertThat(catalogue.item(tenant, "revisit-chief")).isPresent();

        ObjectNode ended = item.deepCopy();
        switch (how) {
            case "status" -> expect(200, put(ended.put("status", value)));
            case "end" -> {
                ended.putObject("effectivePeriod").put("end", today().minusDays(1).toString());
                expect(200, put(ended));
            }
            default -> expect(204, integration().delete(path(item)));
        }
        refresh();
        assertThat(catalogue.item(tenant, "revisit-chief")).isEmpty();

        put(item);
        refresh();
        assertThat(catalogue.item(tenant, "revisit-chief")).isPresent();
    }

    @Test
    void what_was_prescribed_is_still_known_when_its_medicine_has_ended() {
        ObjectNode medicine = document("MedicationKnowledge/M0001");
        expect(201, put(medicine));
        expect(200, put(medicine.put("status", "inactive")));
        refresh();

        assertThat(catalogue.medicine(tenant, "M0001")).isEmpty();
        assertThat(catalogue.medicineOnceKnown(tenant, "M0001"))
                .hasValueSatisfying(last -> assertThat(last.nameZh()).isEqualTo("苯磺酸氨氯地平片"));
    }

    @Test
    void a_diagnosis_that_its_code_system_tells_no_more_ends_and_the_others_stay() {
        ObjectNode system = document("CodeSystem/icd-10-cn");
        ArrayNode concepts = (ArrayNode) system.get("concept");
        String first = concepts.get(0).path("code").asText();
        String second = concepts.get(1).path("code").asText();
        expect(201, put(system));
        concepts.remove(0);
        expect(200, put(system));
        refresh();

        assertThat(catalogue.diagnosis(tenant, first)).isEmpty();
        assertThat(catalogue.diagnosis(tenant, second)).isPresent();
    }

    @Test
    void a_code_system_may_come_in_parts() {
        ObjectNode whole = document("CodeSystem/icd-10-cn");
        ArrayNode rest = (ArrayNode) whole.get("concept");
        ObjectNode part = whole.deepCopy().put("id", "a-part");
        part.putArray("concept").add(rest.remove(0));
        expect(201, put(part));
        expect(201, put(whole));
        refresh();
        assertThat(tables.of(tenant).diagnoses()).hasSize(rest.size() + 1);
    }

    @Test
    void thousands_of_diagnoses_come_in_one_code_system() {
        ObjectNode system = document("CodeSystem/icd-10-cn");
        ArrayNode concepts = system.putArray("concept");
        for (int i = 0; i < 10_000; i++) {
            concepts.addObject().put("code", "X%05d".formatted(i)).put("display", "诊断" + i);
        }
        expect(201, put(system));
        refresh();
        assertThat(tables.of(tenant).diagnoses()).hasSize(10_000);

        concepts.remove(0);
        expect(200, put(system));
        refresh();
        assertThat(tables.of(tenant).diagnoses()).hasSize(9_999);
    }

    @Test
    void a_code_system_that_becomes_another_ends_its_diagnoses() {
        ObjectNode system = document("CodeSystem/icd-10-cn");
        expect(201, put(system));
        expect(200, put(system.put("url", "https://hospital.example/codes")));
        refresh();
        assertThat(tables.of(tenant).diagnoses()).isEmpty();
    }

    static Stream<String> needed() {
        return Stream.of(
                "MedicationKnowledge code.coding[0].display",
                "MedicationKnowledge code.coding[1]",
                "MedicationKnowledge doseForm",
                "MedicationKnowledge ingredient",
                "MedicationKnowledge cost",
                "MedicationKnowledge packaging.type",
                "MedicationKnowledge packaging.quantity.value",
                "MedicationKnowledge packaging.quantity.unit",
                "MedicationKnowledge administrationGuidelines",
                "MedicationKnowledge extension",
                "ChargeItemDefinition title",
                "ChargeItemDefinition code.coding[1]",
                "ChargeItemDefinition propertyGroup",
                "ChargeItemDefinition extension",
                "CodeSystem concept[3].display");
    }

    @ParameterizedTest
    @MethodSource("needed")
    void what_lacks_something_is_refused_with_the_element_and_changes_nothing(String lack) {
        String type = lack.substring(0, lack.indexOf(' '));
        String element = lack.substring(lack.indexOf(' ') + 1);
        ObjectNode document = document(sample(type));
        remove(document, element);

        Reply reply = expect(422, put(document));

        assertThat(reply.text()).contains("catalogue-entry-unreadable", type);
        assertThat(reply.json().path("issue"))
                .allSatisfy(
                        issue ->
                                assertThat(issue.path("expression").path(0).asText())
                                        .startsWith(type));
        expect(404, operator().get(path(document)));
        refresh();
        assertThat(tables.of(tenant).medicines()).isEmpty();
        assertThat(tables.of(tenant).items()).isEmpty();
        assertThat(tables.of(tenant).diagnoses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "medicine-mark, otcc",
        "medicine-mark, otc",
        "medicine-category, narcotics",
        "insurance-class, 甲"
    })
    void a_misspelt_mark_lifts_no_restriction_it_is_refused(String extension, String code) {
        ObjectNode document = document("MedicationKnowledge/M0001");
        document.withArray("extension")
                .addObject()
                .put("url", "https://yunzhen.example/fhir/StructureDefinition/" + extension)
                .put("valueCode", code);
        assertThat(expect(422, put(document)).text())
                .contains("StructureDefinition/" + extension + "')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.005", "-1", "10000000000", "1E+17"})
    void what_nobody_can_be_charged_is_no_price(String value) {
        ObjectNode medicine = document("MedicationKnowledge/M0001");
        ((ObjectNode) medicine.path("cost").path(0).path("cost"))
                .put("value", new BigDecimal(value));
        assertThat(expect(422, put(medicine)).text())
                .contains("catalogue-entry-unreadable", "MedicationKnowledge.cost.cost");
    }

    @Test
    void a_price_with_a_condition_a_surcharge_or_in_other_money_is_refused() {
        ObjectNode conditional = document("ChargeItemDefinition/revisit-chief");
        ((ObjectNode) conditional.path("propertyGroup").get(0))
                .putArray("applicability")
                .addObject()
                .put("description", "only on Sundays");
        ObjectNode surcharged = document("ChargeItemDefinition/revisit-chief");
        ((ObjectNode) surcharged.path("propertyGroup").get(0))
                .withArray("priceComponent")
                .addObject()
                .put("type", "surcharge")
                .putObject("amount")
                .put("value", 5)
                .put("currency", "CNY");
        ObjectNode dollars = document("ChargeItemDefinition/revisit-chief");
        price(dollars).put("currency", "USD");
        ObjectNode fine = document("ChargeItemDefinition/revisit-chief");
        price(fine).put("value", new BigDecimal("1.234"));
        ObjectNode negative = document("ChargeItemDefinition/revisit-chief");
        price(negative).put("value", -1);

        for (ObjectNode wrong : List.of(conditional, surcharged, dollars, fine, negative)) {
            assertThat(expect(422, put(wrong)).text()).contains("priceComponent.amount");
        }
    }

    @Test
    void one_code_is_told_by_one_document_also_when_two_come_at_once() {
        ObjectNode first = document("ChargeItemDefinition/revisit-chief");
        ObjectNode second = first.deepCopy().put("id", "another");
        List<CompletableFuture<Reply>> both =
                Stream.of(first, second).map(d -> operator().putLater(path(d), json(d))).toList();

        List<Integer> statuses = both.stream().map(r -> r.join().status()).sorted().toList();

        assertThat(statuses).containsExactly(201, 409);
        ObjectNode third = first.deepCopy().put("id", "a-third");
        assertThat(expect(409, put(third)).text())
                .contains("catalogue-code-taken", "revisit-chief");
        expect(404, operator().get(path(third)));
    }

    @Test
    void a_code_that_a_document_changed_away_from_is_free_again() {
        ObjectNode item = document("ChargeItemDefinition/revisit-chief");
        expect(201, put(item));
        ((ObjectNode) item.path("code").path("coding").get(0)).put("code", "renamed");
        expect(200, put(item));
        expect(201, put(document("ChargeItemDefinition/revisit-chief").put("id", "heir")));
        refresh();
        assertThat(tables.of(tenant).items()).containsOnlyKeys("renamed", "revisit-chief");
    }

    @Test
    void what_has_other_codes_is_a_plain_document() {
        String plain =
                """
                {"resourceType":"MedicationKnowledge","id":"other",
                 "code":{"text":"something of another catalogue"}}""";
        expect(201, operator().put(root() + "MedicationKnowledge/other", plain));
        refresh();
        assertThat(tables.of(tenant).medicines()).isEmpty();
    }

    private void copy(String type) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        ArrayNode entries = bundle.put("type", "transaction").putArray("entry");
        for (ObjectNode resource : DemoReference.of(type)) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", resource);
            entry.putObject("request").put("method", "PUT").put("url", relative(resource));
        }
        assertThat(entries).isNotEmpty();
        expect(200, integration().post("/t/" + tenant + "/fhir", json(bundle)));
    }

    private static String sample(String type) {
        return switch (type) {
            case "MedicationKnowledge" -> "MedicationKnowledge/M0001";
            case "ChargeItemDefinition" -> "ChargeItemDefinition/revisit-chief";
            default -> "CodeSystem/icd-10-cn";
        };
    }

    private static void remove(ObjectNode document, String path) {
        JsonNode at = document;
        String[] steps = path.replace("[", ".").replace("]", "").split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            at = at.isArray() ? at.get(Integer.parseInt(steps[i])) : at.get(steps[i]);
        }
        String last = steps[steps.length - 1];
        if (at instanceof ArrayNode array) {
            array.remove(Integer.parseInt(last));
        } else {
            ((ObjectNode) at).remove(List.of(last, "_" + last));
        }
    }

    private static ObjectNode price(ObjectNode item) {
        return (ObjectNode)
                item.path("propertyGroup").get(0).path("priceComponent").get(0).path("amount");
    }

    private String itemPrice(String code) {
        refresh();
        return catalogue.item(tenant, code).orElseThrow().price().yuan().toPlainString();
    }

    /** Version, price, and whether it holds from today or from a later day. */
    private List<String> versions(String code) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                """
                                SELECT version, data->>'price', effective_from
                                  FROM catalogue_entry WHERE tenant = ? AND code = ?
                                 ORDER BY version""")) {
            select.setString(1, tenant);
            select.setString(2, code);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                LocalDate from = row.getObject(3, LocalDate.class);
                String when = from.equals(today()) ? "today" : "later";
                found.add(row.getInt(1) + " " + row.getString(2) + " " + when);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static Reply expect(int status, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply;
    }

    private static String json(JsonNode document) {
        return new String(FhirJson.write(document), StandardCharsets.UTF_8);
    }

    private void refresh() {
        tables.refresh().await().atMost(PATIENCE);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static ObjectNode document(String reference) {
        String type = reference.substring(0, reference.indexOf('/'));
        return DemoReference.of(type).stream()
                .filter(document -> relative(document).equals(reference))
                .findFirst()
                .orElseThrow();
    }

    private Reply put(ObjectNode document) {
        return operator().put(path(document), json(document));
    }

    private String path(JsonNode document) {
        return root() + relative(document);
    }

    private static String relative(JsonNode document) {
        return document.path("resourceType").asText() + "/" + document.path("id").asText();
    }

    private String root() {
        return "/t/" + tenant + "/fhir/";
    }

    private Http operator() {
        return Http.anonymous().withToken(token("operator", "Practitioner/operator"));
    }

    private Http integration() {
        return Http.anonymous().withToken(token("integration", "Device/exchange"));
    }

    private String token(String role, String actor) {
        return tokens.of(role, actor, tenant, Duration.ofMinutes(5));
    }
}
