package org.yunzhen.e2e.journey;

import java.util.List;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Reply;

/** What a resource's status is to be. */
final class Statuses {
    private Statuses() {}

    static void expect(Reply reply, String... statuses) {
        String found = reply.json().path("status").asText();
        if (!List.of(statuses).contains(found)) {
            throw new BrokenPromiseException(
                    "status is " + found + " instead of " + String.join(" or ", statuses));
        }
    }
}
