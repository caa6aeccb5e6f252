package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yunzhen.insurance.NhsaSettings.AccountSharing;
import org.yunzhen.insurance.NhsaSettings.Province;
import org.yunzhen.insurance.message.Settlement;
import org.yunzhen.insurance.wire.MessageReader;
import org.yunzhen.insurance.wire.NhsaJson;

class BillIdentityTest {
    private static final Province PLAIN = province(AccountSharing.INSIDE_ACCOUNT, false);

    /** 1000: fund 600, person 400 of which account 150 and cash 250; 30 of the family's account. */
    private static final String SHARED =
            """
            {"setlinfo": {"setl_id": "S1", "medfee_sumamt": 1000, "inscp_scp_amt": 1000, "hifp_pay": 600,
             "fund_pay_sumamt": %s, "psn_part_amt": 400, "acct_pay": %s, "psn_cash_pay": 250,
             "acct_mulaid_pay": 30},
             "setldetail": [{"fund_pay_type": "310100", "fund_payamt": 600},
                            {"fund_pay_type": "310200", "fund_payamt": 150}]}
            """;

    @Test
    void the_sample_bill_of_5792_53_yuan_comes_out_to_the_cent() {
        assertThat(broken(Samples.golden("answer/2207"), PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"preselfpay_amt\": 522.61', '\"preselfpay_amt\": 522.62', TOTAL_IS_ITS_SPLIT",
        "'\"hifp_pay\": 3106.54', '\"hifp_pay\": 3106.53', FUND_TOTAL_IS_ITS_FUNDS",
        "'\"hosp_part_amt\": 0', '\"hosp_part_amt\": 0.01', TOTAL_IS_ITS_PAYERS",
        "'\"psn_cash_pay\": 2685.99', '\"psn_cash_pay\": 2685.98', PERSON_IS_ACCOUNT_AND_CASH",
        "'\"fund_payamt\": 3106.54', '\"fund_payamt\": 3106.55', FUND_TOTAL_IS_ITS_ROWS"
    })
    void one_cent_too_much_or_too_little_is_named_by_its_identity(
            String sound, String wrong, BillIdentity identity) {
        String bill = Samples.golden("answer/2207").replace(sound, wrong);

        assertThat(broken(bill, PLAIN)).containsExactly(identity);
    }

    @Test
    void a_family_account_is_counted_once_whether_inside_the_account_or_apart() {
        String inside = SHARED.formatted("600", "150");
        String apart = SHARED.formatted("600", "120");
        Province separate = province(AccountSharing.SEPARATE, false);

        assertThat(broken(inside, PLAIN)).isEmpty();
        assertThat(broken(apart, separate)).isEmpty();
        assertThat(broken(apart, PLAIN)).containsExactly(BillIdentity.PERSON_IS_ACCOUNT_AND_CASH);
    }

    @Test
    void account_money_inside_the_fund_total_is_taken_out_where_the_province_counts_so() {
        String including = SHARED.formatted("750", "150");

        assertThat(broken(including, province(AccountSharing.INSIDE_ACCOUNT, true))).isEmpty();
        assertThat(broken(including, PLAIN))
                .contains(BillIdentity.TOTAL_IS_ITS_PAYERS, BillIdentity.FUND_TOTAL_IS_ITS_FUNDS);
    }

    private static List<BillIdentity> broken(String output, Province province) {
        try {
            Settlement bill =
                    MessageReader.read(
                            NhsaJson.parse(output.getBytes(StandardCharsets.UTF_8)),
                            Settlement.class);
            return BillIdentity.brokenBy(bill.setlinfo(), bill.setldetail(), province);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Province province(AccountSharing sharing, boolean fundIncludesAccount) {
        return new Province("YBXT", "V1.0", Province.MOBILE_TERMINAL, sharing, fundIncludesAccount);
    }
}
