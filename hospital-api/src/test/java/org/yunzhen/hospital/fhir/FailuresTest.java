package org.yunzhen.hospital.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.CompositeException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

class FailuresTest {
    private static final IOException GONE = new IOException("connection reset");

    @Test
    void a_database_that_goes_away_is_told_as_503_also_when_the_tidying_up_fails_too() {
        assertThat(refusal(GONE)).isEqualTo(Refusal.DATABASE_UNAVAILABLE);
        assertThat(refusal(new CompositeException(GONE, new IOException("again"))))
                .isEqualTo(Refusal.DATABASE_UNAVAILABLE);
        PgException ending = new PgException("shutting down", "FATAL", "57P01", null);
        assertThat(refusal(new CompositeException(ending, GONE)))
                .isEqualTo(Refusal.DATABASE_UNAVAILABLE);
    }

    @Test
    void a_refusal_stays_what_it_is_also_when_the_tidying_up_fails() {
        RefusedException held = new RefusedException(Refusal.BILL_HELD);
        assertThat(refusal(new CompositeException(held, GONE))).isEqualTo(Refusal.BILL_HELD);
    }

    private static Refusal refusal(Throwable failure) {
        return Failures.asRefusal(failure, "a-request").refusal();
    }
}
