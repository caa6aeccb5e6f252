package org.yunzhen.hospital.access;

import java.time.Instant;
import java.util.List;
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

    /** Under which names the caller is entitled: as a person, and as one of a role. */
    public List<String> actors() {
        return List.of(actor, queue(role));
    }

    /** Whether a document names the caller, or everybody of the caller's role, as a party. */
    public boolean isAmong(List<String> parties) {
        return parties.contains(actor) || parties.contains(queue(role));
    }

    /** The party that stands for everybody of a role, for work that nobody has taken yet. */
    public static String queue(Role role) {
        return "Role/" + role.code();
    }

    /** The id of the patient, practitioner or organization that calls. */
    public String actorId() {
        return actor.substring(actor.indexOf('/') + 1);
    }
}
