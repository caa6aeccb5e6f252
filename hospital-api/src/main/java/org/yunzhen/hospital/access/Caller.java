package org.yunzhen.hospital.access;

import java.time.Instant;
import java.util.Set;

/**
 * Who calls, as a verified token says.
 *
 * @param account the token's subject
 * @param role in which capacity
 * @param actor the resource that stands for the caller: {@code Patient/x}, {@code Practitioner/y},
 *     {@code Organization/z}, {@code Device/…}
 * @param tenants tenants the token may be used in
 * @param expires when the token ends
 */
public record Caller(
        String account, Role role, String actor, Set<String> tenants, Instant expires) {
    /** A caller without a token. */
    public static final Caller ANONYMOUS =
            new Caller("", Role.ANONYMOUS, "anonymous", Set.of(), Instant.MAX);

    /** Whether the caller may speak in a tenant at all. */
    public boolean belongsTo(String tenant) {
        return role == Role.ANONYMOUS || tenants.contains(tenant);
    }

    /** The id of the patient, practitioner or organization that calls. */
    public String actorId() {
        return actor.substring(actor.indexOf('/') + 1);
    }
}
