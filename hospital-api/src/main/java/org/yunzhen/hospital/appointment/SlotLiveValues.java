package org.yunzhen.hospital.appointment;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.fhir.LiveValues;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Extensions;

/**
 * How many numbers of a Slot are free at the moment of reading. The document itself is written only
 * when the first comes free or the last is taken.
 */
@ApplicationScoped
class SlotLiveValues implements LiveValues {
    /** As {@link SlotDocument} writes it, so that no document is parsed. */
    private static final byte[] BEFORE_NUMBER =
            ("{\"url\":\"" + Extensions.SLOT_REMAINING + "\",\"valueInteger\":")
                    .getBytes(StandardCharsets.UTF_8);

    private final SlotRows slots;

    SlotLiveValues(SlotRows slots) {
        this.slots = slots;
    }

    @Override
    public boolean appliesTo(String type) {
        return type.equals("Slot");
    }

    @Override
    public Uni<Buffer> apply(Tx tx, Stored stored) {
        return applyAll(tx, List.of(stored)).map(buffers -> buffers.get(0));
    }

    @Override
    public Uni<List<Buffer>> applyAll(Tx tx, List<Stored> stored) {
        List<String> ids = stored.stream().map(Stored::id).toList();
        return slots.free(tx, ids)
                .map(free -> stored.stream().map(slot -> spliced(slot, free)).toList());
    }

    private static Buffer spliced(Stored slot, Map<String, Integer> free) {
        Integer remaining = free.get(slot.id());
        if (remaining == null || slot.workflow() == null) {
            return slot.body();
        }
        byte[] body = slot.body().getBytes();
        int from = after(body);
        int to = from;
        while (to < body.length && body[to] >= '0' && body[to] <= '9') {
            to++;
        }
        return Buffer.buffer(body.length + 2)
                .appendBytes(body, 0, from)
                .appendString(Integer.toString(remaining))
                .appendBytes(body, to, body.length - to);
    }

    private static int after(byte[] body) {
        for (int at = 0; at <= body.length - BEFORE_NUMBER.length; at++) {
            if (body[at] == BEFORE_NUMBER[0] && standsAt(body, at)) {
                return at + BEFORE_NUMBER.length;
            }
        }
        throw new IllegalStateException("a published slot says how many numbers remain");
    }

    private static boolean standsAt(byte[] body, int at) {
        for (int i = 0; i < BEFORE_NUMBER.length; i++) {
            if (body[at + i] != BEFORE_NUMBER[i]) {
                return false;
            }
        }
        return true;
    }
}
