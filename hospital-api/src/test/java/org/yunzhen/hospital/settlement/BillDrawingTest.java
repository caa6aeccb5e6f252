package org.yunzhen.hospital.settlement;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.testing.StateDrawing;

class BillDrawingTest {
    @Test
    void the_architecture_shows_where_a_bill_may_go() {
        StateDrawing.ofNext(EnumSet.of(BillStatus.QUOTED), BillStatus.values(), BillStatus::next)
                .isShownAs("BillStatus");
    }

    @Test
    void the_architecture_shows_where_a_leg_may_go() {
        StateDrawing.ofNext(EnumSet.of(LegStatus.NONE), LegStatus.values(), LegStatus::next)
                .isShownAs("LegStatus");
    }
}
