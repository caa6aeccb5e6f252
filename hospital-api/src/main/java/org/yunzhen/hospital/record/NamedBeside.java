package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.store.CompartmentReader;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What a record names that is nobody's record: who gave the care, where, and with what. Without it
 * the record cannot be understood elsewhere, so that it is sent along (R4 operation
 * Patient-everything: "whatever resources are needed to support the records").
 */
@ApplicationScoped
class NamedBeside {
    private static final int OF_A_PAGE_MAX = 1000;
    private static final Set<Reach> OF_NO_PATIENT = EnumSet.of(Reach.PUBLIC, Reach.TENANT);

    private static final List<String> TYPES =
            List.of(
                    "Device",
                    "Endpoint",
                    "HealthcareService",
                    "Location",
                    "Medication",
                    "Organization",
                    "Practitioner",
                    "PractitionerRole",
                    "Substance");

    /** So each Reference of a stored document begins: it is written without white space. */
    private static final byte[] REFERENCE = "\"reference\":\"".getBytes(StandardCharsets.UTF_8);

    private final CompartmentReader compartments;
    private final OwnRoots roots;

    NamedBeside(CompartmentReader compartments, OwnRoots roots) {
        this.compartments = compartments;
        this.roots = roots;
    }

    /** Types of it that a role may read whoever the patient is. */
    static List<String> readable(Role role) {
        return TYPES.stream()
                .filter(
                        type ->
                                AccessTable.grant(role, type, Action.READ)
                                        .filter(grant -> OF_NO_PATIENT.contains(grant.reach()))
                                        .isPresent())
                .toList();
    }

    /** A page as a Bundle, with what it names and no page before it did. */
    Uni<Answer> answer(Call call, Tx tx, EverythingPage page, List<Stored> found) {
        return of(call, tx, page, page.ofPage(found)).map(named -> page.answer(call, found, named));
    }

    private Uni<List<Stored>> of(Call call, Tx tx, EverythingPage page, List<Stored> found) {
        OwnAddresses own = roots.of(call.tenant());
        Set<RelativeReference> named = new LinkedHashSet<>();
        found.forEach(resource -> gather(resource.body(), own, page.beside(), named));
        named.removeIf(reference -> page.told().has(reference));
        if (named.size() > OF_A_PAGE_MAX) {
            return Uni.createFrom().failure(new RefusedException(Refusal.SEARCH_TOO_COSTLY));
        }
        return named.isEmpty()
                ? Uni.createFrom().item(List.of())
                : compartments.named(tx, named, page.wish().since());
    }

    private static void gather(
            Buffer body, OwnAddresses own, Collection<String> types, Set<RelativeReference> into) {
        byte[] bytes = body.getBytes();
        int at = next(bytes, 0);
        while (at < bytes.length) {
            int end = at;
            while (bytes[end] != '"') {
                end++;
            }
            String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            RelativeReference reference = RelativeReference.parse(own.local(text));
            if (reference != null && types.contains(reference.type())) {
                into.add(new RelativeReference(reference.type(), reference.id(), null));
            }
            at = next(bytes, end);
        }
    }

    /** Where the text of the next reference begins; the end when there is none. */
    private static int next(byte[] bytes, int from) {
        for (int i = from; i <= bytes.length - REFERENCE.length; i++) {
            int same = 0;
            while (same < REFERENCE.length && bytes[i + same] == REFERENCE[same]) {
                same++;
            }
            if (same == REFERENCE.length) {
                return i + same;
            }
        }
        return bytes.length;
    }
}
