package org.yunzhen.insurance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.insurance.wire.MessageWriter;
import org.yunzhen.insurance.wire.NhsaJson;

class MessagesTest {
    private static final BigDecimal ONE = BigDecimal.ONE;

    @Test
    void a_bill_of_250_lines_goes_in_uploads_of_at_most_100_in_order() {
        List<FeeDetail> lines = Collections.nCopies(250, line("F1").build());

        assertThat(FeeUpload.inParts(lines))
                .extracting(part -> part.feedetail().size())
                .containsExactly(100, 100, 50);
    }

    @Test
    void long_lines_go_in_smaller_uploads_so_that_each_stays_within_40000_characters() {
        FeeDetail wordy =
                line("F1").usage("剂".repeat(200), "频".repeat(200), "服".repeat(200), ONE).build();

        List<FeeUpload> parts = FeeUpload.inParts(Collections.nCopies(100, wordy));

        assertThat(parts.stream().mapToInt(part -> part.feedetail().size()).sum()).isEqualTo(100);
        assertThat(parts)
                .allSatisfy(
                        part ->
                                assertThat(NhsaJson.print(MessageWriter.write(part)))
                                        .hasSizeLessThanOrEqualTo(40_000));
    }

    @Test
    void no_lines_need_no_upload() {
        assertThat(FeeUpload.inParts(List.of())).isEmpty();
    }

    @Test
    void a_line_is_dispensed_here_and_within_insurance_unless_said_otherwise() {
        assertThat(line("F1").build())
                .extracting(FeeDetail::rxCircFlag, FeeDetail::hospApprFlag)
                .containsExactly("0", "1");
    }

    @Test
    void the_text_form_of_a_message_shows_no_token_name_or_id_number() {
        assertThat(PersonQuery.byVoucher("EC-TOKEN-1").toString())
                .contains("mdtrt_cert_type=01")
                .doesNotContain("EC-TOKEN-1");
        assertThat(PersonQuery.byIdCard("51040019900101001X", "测试甲").toString())
                .doesNotContain("5104")
                .doesNotContain("测试甲");
        assertThat(preSettle().toString()).doesNotContain("5104");
    }

    @Test
    void a_settlement_takes_the_split_amounts_of_its_quote() {
        Settle settle =
                Settle.of(
                        preSettle(),
                        "I1",
                        new BigDecimal("1.00"),
                        new BigDecimal("2.00"),
                        new BigDecimal("3.00"),
                        new BigDecimal("4.00"));

        assertThat(settle.medfeeSumamt()).isEqualTo(preSettle().medfeeSumamt());
        assertThat(
                        List.of(
                                settle.fulamtOwnpayAmt(),
                                settle.overlmtSelfpay(),
                                settle.preselfpayAmt(),
                                settle.inscpScpAmt()))
                .containsExactly(
                        new BigDecimal("1.00"),
                        new BigDecimal("2.00"),
                        new BigDecimal("3.00"),
                        new BigDecimal("4.00"));
    }

    private static PreSettle preSettle() {
        return new PreSettle(
                "P1",
                "02",
                "51040019900101001X",
                "14",
                BigDecimal.TEN,
                "01",
                "M1",
                "B1",
                "1",
                "310");
    }

    private static FeeDetailBuilder line(String number) {
        return new FeeDetailBuilder()
                .keys("M1", "P1", "B1", number)
                .occurredAt(LocalDateTime.of(2026, 11, 24, 9, 0))
                .item("XC08CAA001", "Y1")
                .amount(ONE, ONE, ONE)
                .billedBy("K01", "心血管内科", "D0001", "张医生");
    }
}
