package org.yunzhen.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yunzhen.insurance.Outcome.Done;
import org.yunzhen.insurance.Outcome.NotSent;
import org.yunzhen.insurance.Outcome.Reason;
import org.yunzhen.insurance.Outcome.Refused;
import org.yunzhen.insurance.Outcome.Unknown;
import org.yunzhen.insurance.RegistrationResolution.Gone;
import org.yunzhen.insurance.RegistrationResolution.Stands;
import org.yunzhen.insurance.RegistrationResolution.StillUnknown;
import org.yunzhen.insurance.message.VisitFound;
import org.yunzhen.insurance.message.VisitsFound;

class RegistrationResolutionTest {
    private static final VisitFound OURS = new VisitFound("M1", "V1", "1");
    private static final VisitFound CANCELLED = new VisitFound("M0", "V1", "0");
    private static final VisitFound ANOTHER = new VisitFound("M9", "V9", "1");

    @Test
    void a_registration_under_our_number_stands_unless_it_is_marked_as_cancelled() {
        assertThat(after(ANOTHER, OURS)).isEqualTo(new Stands("M1"));
        assertThat(after(CANCELLED, OURS)).isEqualTo(new Stands("M1"));
        assertThat(after(new VisitFound("M1", "V1", null))).isEqualTo(new Stands("M1"));
        assertThat(after(ANOTHER, CANCELLED)).isEqualTo(new Gone(true));
    }

    @Test
    void one_that_the_platform_does_not_show_is_told_from_one_that_it_shows_as_cancelled() {
        assertThat(after()).isEqualTo(new Gone(false));
        assertThat(after(ANOTHER)).isEqualTo(new Gone(false));
    }

    @Test
    void without_an_answer_nothing_is_known() {
        assertThat(after(new Refused<>(-2, "no"))).isInstanceOf(StillUnknown.class);
        assertThat(after(new Unknown<>(Reason.TIMEOUT, "late"))).isInstanceOf(StillUnknown.class);
        assertThat(after(new NotSent<>("away"))).isInstanceOf(StillUnknown.class);
    }

    private static RegistrationResolution after(VisitFound... visits) {
        return after(new Done<>(new VisitsFound(List.of(visits)), null, null));
    }

    private static RegistrationResolution after(Outcome<VisitsFound> answer) {
        return RegistrationResolution.afterQuery(answer, "V1");
    }
}
