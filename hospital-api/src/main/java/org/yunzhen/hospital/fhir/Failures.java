package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.CompositeException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.access.TrailUnavailableException;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.json.MalformedJsonException;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.xml.MalformedXmlException;

/** What a failure means to the caller. Only what is our own fault becomes a 500, and is logged. */
final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    private static final String STATEMENT_TIMED_OUT = "57014";

    /** Data exceptions: a value of the caller that PostgreSQL cannot read, such as a NUL. */
    private static final String UNREADABLE_VALUE = "22";

    private Failures() {}

    static RefusedException asRefusal(Throwable failure, String requestId) {
        if (failure instanceof RefusedException refused) {
            return refused;
        }
        if (failure instanceof MalformedJsonException malformed) {
            return asRefusal(malformed);
        }
        if (failure instanceof MalformedXmlException malformed) {
            return asRefusal(malformed);
        }
        if (failure instanceof CompositeException both) {
            // what was to be tidied up after a failure failed too: the first is the reason
            return asRefusal(both.getCauses().get(0), requestId);
        }
        if (failure instanceof TrailUnavailableException) {
            return new RefusedException(Refusal.TRAIL_UNAVAILABLE);
        }
        if (failure instanceof PgException pg) {
            return ofDatabase(pg, requestId);
        }
        if (isConnection(failure)) {
            return new RefusedException(Refusal.DATABASE_UNAVAILABLE);
        }
        return ours(failure, requestId);
    }

    static RefusedException asRefusal(MalformedJsonException malformed) {
        RefusedException refused =
                switch (malformed.kind()) {
                    case SYNTAX -> new RefusedException(Refusal.MALFORMED_JSON);
                    case DUPLICATE_KEY ->
                            new RefusedException(
                                    Refusal.DUPLICATE_KEY,
                                    malformed.line() + ":" + malformed.column());
                    case TOO_DEEP -> tooDeep();
                    case LONG_NUMBER -> longNumber();
                    case TOO_MANY -> new RefusedException(Refusal.TOO_MANY_ELEMENTS);
                };
        return at(refused, malformed.line(), malformed.column());
    }

    private static RefusedException asRefusal(MalformedXmlException malformed) {
        RefusedException refused =
                switch (malformed.kind()) {
                    case SYNTAX, NOT_FHIR -> new RefusedException(Refusal.MALFORMED_XML);
                    case DOCTYPE -> new RefusedException(Refusal.DOCTYPE_NOT_ALLOWED);
                    case TOO_DEEP -> tooDeep();
                    case LONG_NUMBER -> longNumber();
                    case TOO_MANY -> new RefusedException(Refusal.TOO_MANY_ELEMENTS);
                };
        return at(refused, malformed.line(), malformed.column());
    }

    private static RefusedException tooDeep() {
        return new RefusedException(Refusal.TOO_DEEP, FhirJson.DEPTH_MAX);
    }

    private static RefusedException longNumber() {
        return new RefusedException(Refusal.NUMBER_TOO_LONG, FhirJson.NUMBER_DIGITS_MAX);
    }

    /** The parser does not always say where it stood. */
    private static RefusedException at(RefusedException refused, int line, int column) {
        return line > 0 ? refused.with("line", line).with("column", column) : refused;
    }

    private static RefusedException ofDatabase(PgException pg, String requestId) {
        String state = pg.getSqlState() == null ? "" : pg.getSqlState();
        if (state.equals(STATEMENT_TIMED_OUT)) {
            return new RefusedException(Refusal.TIMED_OUT);
        }
        if (state.startsWith(UNREADABLE_VALUE)) {
            return new RefusedException(Refusal.MALFORMED_REQUEST);
        }
        // 08: connection; 57P: server going down or coming up; 53: out of resources; 40: try again
        boolean passes =
                state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.startsWith("40");
        return passes ? new RefusedException(Refusal.DATABASE_UNAVAILABLE) : ours(pg, requestId);
    }

    private static boolean isConnection(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException
                || failure.getClass().getSimpleName().contains("NoStackTrace");
    }

    private static RefusedException ours(Throwable failure, String requestId) {
        LOG.errorf(failure, "request %s failed", requestId);
        return new RefusedException(Refusal.INTERNAL_ERROR);
    }
}
