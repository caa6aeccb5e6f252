package org.yunzhen.bench.fhir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yunzhen.bench.load.ResponseParser;
import org.yunzhen.bench.load.Workload;

/**
 * Bookings: many patients, many slots, every pair once, each with an Idempotency-Key of its own. A
 * 409 (sold out, already booked) is a refusal, not a failure. Ends early when only refusals come,
 * for then there is nothing left to book.
 */
final class BookWork implements Workload {
    private static final int REFUSALS_THAT_MEAN_SOLD_OUT = 1_000;
    private static final byte[] KEY = Caller.ascii("Idempotency-Key: ");
    private static final byte[] END = {'\r', '\n'};

    private final String run;
    private final List<byte[]> heads;
    private final List<Booker> bookers;
    private long next;
    private int refusalsInARow;

    /** A patient who books: token line and encoded body. */
    private record Booker(byte[] authorization, byte[] tail) {
        static Booker of(PatientAccount account) {
            String body =
                    """
                    {"resourceType":"Parameters","parameter":[\
                    {"name":"patient","valueReference":{"reference":"Patient/%s"}},\
                    {"name":"reason","valueString":"bench 压测"}]}"""
                            .formatted(account.patientId());
            return new Booker(
                    Caller.authorizationLine(account.token()),
                    Caller.tail(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /**
     * @param run what makes this run's keys differ from those of others
     */
    BookWork(Caller caller, String run, List<String> slotIds, List<PatientAccount> patients) {
        this.run = run;
        this.heads =
                slotIds.stream().map(id -> caller.head("POST", "Slot/" + id + "/$book")).toList();
        this.bookers = patients.stream().map(Booker::of).toList();
    }

    @Override
    public String name() {
        return Work.BOOK.title();
    }

    @Override
    public void encode(int connection, ByteBuffer out) {
        long number = next++;
        long turn = number / heads.size();
        Booker booker = bookers.get((int) ((number + turn) % bookers.size()));
        out.put(heads.get((int) (number % heads.size())));
        out.put(booker.authorization());
        out.put(KEY).put(Caller.ascii(run + "-" + number)).put(END);
        out.put(booker.tail());
    }

    @Override
    public Outcome judge(int connection, ResponseParser answer) {
        switch (answer.status()) {
            case 200, 201 -> {
                refusalsInARow = 0;
                return Outcome.DONE;
            }
            case 409 -> {
                refusalsInARow++;
                return Outcome.REFUSED;
            }
            default -> {
                return Outcome.FAILED;
            }
        }
    }

    @Override
    public boolean exhausted() {
        return refusalsInARow >= REFUSALS_THAT_MEAN_SOLD_OUT
                || next >= (long) heads.size() * bookers.size();
    }
}
