package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.insurance.Samples.MSGID;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yunzhen.insurance.Outcome.Done;
import org.yunzhen.insurance.Outcome.NotSent;
import org.yunzhen.insurance.Outcome.Reason;
import org.yunzhen.insurance.Outcome.Refused;
import org.yunzhen.insurance.Outcome.Unknown;
import org.yunzhen.insurance.SettlementResolution.Adopt;
import org.yunzhen.insurance.SettlementResolution.NothingInForce;
import org.yunzhen.insurance.SettlementResolution.Reverse;
import org.yunzhen.insurance.SettlementResolution.StillUnknown;
import org.yunzhen.insurance.message.Nothing;
import org.yunzhen.insurance.message.SettlementsFound;
import org.yunzhen.insurance.wire.MessageReader;
import org.yunzhen.insurance.wire.NhsaJson;

class SettlementResolutionTest {

    @Test
    void a_bill_with_our_msgid_is_adopted_with_its_figures() {
        assertThat(after(found(bill -> bill)))
                .isInstanceOfSatisfying(
                        Adopt.class, adopt -> assertThat(adopt.bill().setlId()).isEqualTo("S0001"));
    }

    @Test
    void our_bill_is_found_among_several_of_the_visit() {
        assertThat(after(found(bill -> anothers(bill) + "," + bill))).isInstanceOf(Adopt.class);
    }

    @Test
    void a_visit_without_bills_means_reversal_of_our_message() {
        assertThat(after(found(bill -> ""))).isEqualTo(new Reverse(MSGID, true));
    }

    @Test
    void another_messages_bill_is_never_taken_for_ours_though_visit_and_amounts_agree() {
        assertThat(after(found(SettlementResolutionTest::anothers)))
                .isEqualTo(new Reverse(MSGID, false));
    }

    @Test
    void a_bill_in_force_that_does_not_say_whose_it_is_goes_to_a_person() {
        assertForPerson(after(found(bill -> bill.replace(MSGID, ""))));
    }

    @Test
    void a_cancelled_bill_that_does_not_say_whose_it_is_hinders_nothing() {
        assertThat(after(found(bill -> cancelled(bill.replace(MSGID, "")))))
                .isEqualTo(new Reverse(MSGID, false));
    }

    @Test
    void our_bill_already_cancelled_is_not_adopted() {
        assertForPerson(after(found(SettlementResolutionTest::cancelled)));
        assertForPerson(after(found(bill -> bill + "," + cancelled(bill))));
    }

    @Test
    void two_bills_under_one_msgid_go_to_a_person() {
        assertForPerson(after(found(bill -> bill + "," + bill.replace("S0001", "S0002"))));
    }

    @Test
    void our_bill_without_figures_is_not_adopted() {
        assertForPerson(after(found(bill -> bill.replace("\"cash_payamt\"", "\"other\""))));
    }

    @Test
    void a_refused_query_leads_to_reversal_but_proves_no_absence() {
        assertThat(after(new Refused<>(-2, "no bill"))).isEqualTo(new Reverse(MSGID, false));
    }

    @Test
    void a_query_without_answer_decides_nothing() {
        assertThat(after(new Unknown<>(Reason.TIMEOUT, "late"))).isEqualTo(askAgain("query"));
        assertThat(after(new NotSent<>("refused"))).isEqualTo(askAgain("query"));
    }

    @Test
    void a_reversal_done_leaves_nothing_in_force() {
        assertThat(reversed(new Done<>(new Nothing(), "1", null), false))
                .isEqualTo(new NothingInForce());
    }

    @Test
    void a_refused_reversal_in_a_visit_without_any_bill_means_nothing_to_reverse() {
        assertThat(reversed(new Refused<>(-2, "unknown omsgid"), true))
                .isEqualTo(new NothingInForce());
    }

    @Test
    void a_refused_reversal_without_proof_of_absence_goes_to_a_person() {
        assertForPerson(reversed(new Refused<>(-2, "not signed in"), false));
    }

    @Test
    void a_reversal_without_answer_decides_nothing() {
        assertThat(reversed(new Unknown<>(Reason.TIMEOUT, "late"), true))
                .isEqualTo(askAgain("reversal"));
    }

    @Test
    void a_cancellation_is_booked_only_when_the_bill_says_it_is_cancelled() {
        assertThat(cancellation(found(SettlementResolutionTest::cancelled)))
                .isInstanceOf(CancellationResolution.Cancelled.class);
        assertThat(cancellation(found(bill -> bill)))
                .isEqualTo(new CancellationResolution.CancelAgain("S0001"));
    }

    @Test
    void a_cancellation_that_the_platform_says_nothing_clear_about_stays_unknown() {
        assertThat(cancellation(found(bill -> "")))
                .isInstanceOf(CancellationResolution.StillUnknown.class);
        assertThat(cancellation(found(bill -> bill.replace("refd_setl_flag", "other"))))
                .isInstanceOf(CancellationResolution.StillUnknown.class);
        assertThat(cancellation(new Refused<>(-2, "refused")))
                .isInstanceOf(CancellationResolution.StillUnknown.class);
        assertThat(cancellation(new Unknown<>(Reason.TIMEOUT, "late")))
                .isInstanceOf(CancellationResolution.StillUnknown.class);
    }

    private static SettlementResolution after(Outcome<SettlementsFound> answer) {
        return SettlementResolution.afterQuery(answer, MSGID);
    }

    private static SettlementResolution reversed(Outcome<Nothing> answer, boolean absenceSeen) {
        return SettlementResolution.afterReversal(answer, new Reverse(MSGID, absenceSeen));
    }

    private static CancellationResolution cancellation(Outcome<SettlementsFound> answer) {
        return CancellationResolution.afterQuery(answer, "S0001");
    }

    private static StillUnknown askAgain(String of) {
        return new StillUnknown("the " + of + " itself has no answer", false);
    }

    private static void assertForPerson(SettlementResolution resolution) {
        assertThat(resolution)
                .isInstanceOfSatisfying(
                        StillUnknown.class, open -> assertThat(open.forPerson()).isTrue());
    }

    private static String anothers(String bill) {
        return bill.replace(MSGID, "H51040000001202611240930000008").replace("S0001", "S0009");
    }

    private static String cancelled(String bill) {
        return bill.replace("\"refd_setl_flag\":\"0\"", "\"refd_setl_flag\":\"1\"");
    }

    /** An answer to 5203 with what is made of the sample bill's JSON, comma-separated. */
    private static Outcome<SettlementsFound> found(UnaryOperator<String> bills) {
        try {
            byte[] golden = Samples.golden("answer/5203").getBytes(StandardCharsets.UTF_8);
            String bill = NhsaJson.print(NhsaJson.parse(golden).get("setlinfo"));
            String output = "{\"setlinfo\":[" + bills.apply(bill) + "]}";
            return new Done<>(
                    MessageReader.read(
                            NhsaJson.parse(output.getBytes(StandardCharsets.UTF_8)),
                            SettlementsFound.class),
                    "1",
                    null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
