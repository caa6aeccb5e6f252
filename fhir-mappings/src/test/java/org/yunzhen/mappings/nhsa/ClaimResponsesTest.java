package org.yunzhen.mappings.nhsa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.money.FhirMoney;
import org.yunzhen.mappings.money.Money;

class ClaimResponsesTest {

    @Test
    void a_settled_bill_has_what_R4_requires_and_its_identifiers() {
        ObjectNode response = response(bill());
        assertThat(response.path("status").asText()).isEqualTo("active");
        assertThat(response.path("use").asText()).isEqualTo("claim");
        assertThat(response.path("outcome").asText()).isEqualTo("complete");
        assertThat(response.path("created").asText()).isEqualTo("2026-11-24T10:00:00+08:00");
        assertThat(response.at("/type/coding/0/code").asText()).isEqualTo("institutional");
        assertThat(response.at("/patient/reference").asText()).isEqualTo("Patient/1");
        assertThat(response.at("/insurer/reference").asText()).isEqualTo("Organization/insurer");
        assertThat(response.at("/identifier/0/system").asText()).isEqualTo(Systems.NHSA_SETL_ID);
        assertThat(response.at("/insurance/0/coverage/reference").asText()).isEqualTo("Coverage/1");
    }

    @Test
    void its_totals_are_lines_a_cashier_can_read() {
        assertThat(lines(response(bill()).path("total")))
                .containsExactly(
                        "submitted 费用总额 100.00",
                        "full-self-pay 全自费 12.00",
                        "over-limit 超限价自费 3.00",
                        "first-self-pay 先行自付 5.00",
                        "eligible 政策范围内 80.00",
                        "deductible 起付线 20.00",
                        "fund-basic 基本医保统筹 30.00",
                        "fund-civil-servant 公务员补助 5.01",
                        "benefit 基金支付 35.01",
                        "copay 个人负担 64.99",
                        "account 个人账户 40.00",
                        "cash 现金支付 24.99");
    }

    @Test
    void each_line_says_what_it_costs_and_who_bears_it() {
        JsonNode items = response(bill()).path("item");
        assertThat(items).hasSize(3);
        assertThat(items.path(1).path("itemSequence").asInt()).isEqualTo(2);
        assertThat(lines(items.path(1).path("adjudication")))
                .containsExactly(
                        "submitted 费用总额 60.00",
                        "over-limit 超限价自费 3.00",
                        "first-self-pay 先行自付 5.00",
                        "eligible 政策范围内 52.00",
                        "benefit 基金支付 22.76",
                        "account 个人账户 22.92",
                        "cash 现金支付 14.32");
    }

    @Test
    void only_what_FHIR_has_is_in_FHIRs_system() {
        for (JsonNode total : response(bill()).path("total")) {
            JsonNode coding = total.at("/category/coding/0");
            boolean fhir =
                    List.of("submitted", "eligible", "deductible", "benefit", "copay")
                            .contains(coding.path("code").asText());
            assertThat(coding.path("system").asText())
                    .isEqualTo(fhir ? Systems.ADJUDICATION : Figure.SYSTEM);
        }
    }

    @Test
    void a_bill_states_what_the_funds_pay_and_when_and_a_quote_does_not() {
        JsonNode payment = response(bill()).path("payment");
        assertThat(payment.path("date").asText()).isEqualTo("2026-11-24");
        assertThat(FhirMoney.read(payment.path("amount"))).contains(Money.ofYuan("35.01"));
        ObjectNode quote =
                ClaimResponses.of(quote(), SampleBill.followUp(), ProvinceSwitches.DEFAULT);
        assertThat(quote.has("payment")).isFalse();
        assertThat(quote.has("identifier")).isFalse();
        assertThat(quote.path("use").asText()).isEqualTo("predetermination");
    }

    @Test
    void where_the_funds_share_counts_the_account_the_funds_payment_leaves_it_out() {
        Bill bill =
                new Bill(
                        SampleBill.followUp().figures().with(Figure.FUND_PAY_SUMAMT, "75.01"),
                        List.of(),
                        List.of());
        ProvinceSwitches switches =
                new ProvinceSwitches(true, ProvinceSwitches.AccountSharingMode.INSIDE_ACCOUNT);
        assertThat(FhirMoney.read(ClaimResponses.of(bill(), bill, switches).at("/payment/amount")))
                .contains(Money.ofYuan("35.01"));
    }

    @Test
    void the_bill_that_cancels_another_has_negative_totals_and_no_lines() {
        Bill cancelled = new Bill(SampleBill.followUp().figures().negated(), List.of(), List.of());
        ObjectNode response = ClaimResponses.of(bill(), cancelled, ProvinceSwitches.DEFAULT);
        assertThat(response.has("item")).isFalse();
        assertThat(lines(response.path("total"))).contains("benefit 基金支付 -35.01");
    }

    @Property
    void figures_survive_being_written_and_read(@ForAll @Size(21) List<Integer> fen) {
        Map<Figure, Money> amounts = new EnumMap<>(Figure.class);
        Iterator<Integer> next = fen.iterator();
        for (Figure figure : Figure.values()) {
            amounts.put(figure, Money.ofFen(next.next()));
        }
        SettlementFigures figures = new SettlementFigures(amounts);
        ObjectNode response =
                ClaimResponses.of(
                        bill(), new Bill(figures, List.of(), List.of()), ProvinceSwitches.DEFAULT);
        assertThat(ClaimResponses.figures(response)).isEqualTo(figures);
    }

    private static ObjectNode response(ClaimContext context) {
        return ClaimResponses.of(context, SampleBill.followUp(), ProvinceSwitches.DEFAULT);
    }

    private static ClaimContext bill() {
        return context(
                ClaimContext.Use.CLAIM,
                Map.of(Systems.NHSA_SETL_ID, "5104S0001"),
                Optional.of(LocalDate.of(2026, 11, 24)));
    }

    private static ClaimContext quote() {
        return context(ClaimContext.Use.PREDETERMINATION, Map.of(), Optional.empty());
    }

    private static ClaimContext context(
            ClaimContext.Use use, Map<String, String> identifiers, Optional<LocalDate> paidOn) {
        return new ClaimContext(
                use,
                "institutional",
                "Patient/1",
                "Organization/insurer",
                "Organization/hospital",
                "Claim/1",
                "Coverage/1",
                OffsetDateTime.parse("2026-11-24T10:00:00+08:00"),
                identifiers,
                paidOn);
    }

    private static List<String> lines(JsonNode amounts) {
        List<String> lines = new ArrayList<>();
        for (JsonNode amount : amounts) {
            lines.add(
                    amount.at("/category/coding/0/code").asText()
                            + " "
                            + amount.at("/category/text").asText()
                            + " "
                            + amount.at("/amount/value").decimalValue().toPlainString());
        }
        return lines;
    }
}
