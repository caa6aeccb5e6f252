package org.yunzhen.hospital.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionTest {
    @ParameterizedTest
    @EnumSource
    void every_decision_leads_where_a_held_bill_may_go(BillStatus from) {
        for (Decision decision : Decision.values()) {
            if (from.next().contains(BillStatus.HELD)) {
                assertThat(BillStatus.HELD.next()).contains(decision.from(from));
            } else if (decision == Decision.GIVE_BACK) {
                assertThatThrownBy(() -> decision.from(from))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }
}
