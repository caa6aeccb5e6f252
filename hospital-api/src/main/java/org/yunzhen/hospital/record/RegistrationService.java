package org.yunzhen.hospital.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yunzhen.hospital.access.CareRelations;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.record.Registration.Identity;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.ResidentId;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.rule.Rule;

/**
 * Registers persons, and guardians of children ({@link Rule#R11}). A person is registered once. A
 * guardian gains the child's record only if that record, written by others, names them already.
 */
@ApplicationScoped
class RegistrationService {
    /** Owns what registration makes besides Patients. */
    static final String WORKFLOW = "registration";

    private final RegisteredPatients patients;
    private final Documents documents;
    private final CareRelations relations;

    RegistrationService(RegisteredPatients patients, Documents documents, CareRelations relations) {
        this.patients = patients;
        this.documents = documents;
        this.relations = relations;
    }

    Uni<Answer> register(Call call, Tx tx) {
        Registration registration = Registration.of(call, today(tx));
        return locks(tx, registration)
                .chain(() -> child(tx, registration))
                .chain(
                        child ->
                                patients.find(tx, registration.person())
                                        .chain(
                                                found ->
                                                        done(
                                                                call,
                                                                tx,
                                                                registration,
                                                                child,
                                                                found)));
    }

    /** Locks in the order of the numbers, so that two registrations never wait crosswise. */
    private Uni<Void> locks(Tx tx, Registration registration) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ResidentId id :
                Stream.concat(Stream.of(registration.person()), registration.child().stream())
                        .map(Identity::residentId)
                        .distinct()
                        .sorted(Comparator.comparing(ResidentId::value))
                        .toList()) {
            all = all.chain(() -> patients.lock(tx, id));
        }
        return all;
    }

    /** The child's Patient, when one was named; the same refusal whatever is not as it was said. */
    private Uni<Optional<Stored>> child(Tx tx, Registration registration) {
        if (registration.child().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return patients.find(tx, registration.child().get())
                .onFailure(RefusedException.class)
                .transform(mismatch -> new RefusedException(Refusal.PROXY_NOT_ALLOWED))
                .chain(found -> held(tx, found))
                .map(found -> found.filter(child -> isGuarded(tx, registration, child)))
                .invoke(
                        found -> {
                            if (found.isEmpty()) {
                                throw new RefusedException(Refusal.PROXY_NOT_ALLOWED);
                            }
                        });
    }

    /** The newest version, held: who corrects the birth date ends what is made here, or before. */
    private Uni<Optional<Stored>> held(Tx tx, Optional<Stored> child) {
        return child.isEmpty()
                ? Uni.createFrom().item(child)
                : documents
                        .lock(tx, "Patient", child.get().id())
                        .map(found -> found.filter(stored -> !stored.deleted()));
    }

    /** Whether a record names the guardian, and is of a child still. */
    private static boolean isGuarded(Tx tx, Registration registration, Stored child) {
        return PatientDocument.names(child.document(), registration)
                && grownUp(registration, child).isAfter(today(tx));
    }

    /** The earlier of the days that the number and the record say. */
    private static LocalDate grownUp(Registration registration, Stored child) {
        LocalDate byNumber = registration.child().orElseThrow().grownUp();
        return PatientDocument.grownUp(child.document()).filter(byNumber::isAfter).orElse(byNumber);
    }

    private Uni<Answer> done(
            Call call,
            Tx tx,
            Registration registration,
            Optional<Stored> child,
            Optional<Stored> found) {
        String id = found.map(Stored::id).orElseGet(Ids::next);
        Optional<String> related = child.map(c -> relatedPersonId(c.id(), id));
        Uni<Answer> registered =
                found.isPresent()
                        ? existing(call, found.get(), registration, related)
                        : made(call, tx, registration, id, related);
        return registered.call(() -> guardianship(call, tx, registration, child, id));
    }

    private static Uni<Answer> existing(
            Call call, Stored found, Registration registration, Optional<String> related) {
        call.trace().touched(found);
        ObjectNode masked = PatientDocument.masked(found.id(), registration.person());
        related.ifPresent(id -> PatientDocument.link(masked, id));
        return Uni.createFrom().item(Answer.document(200, masked));
    }

    private Uni<Answer> made(
            Call call, Tx tx, Registration registration, String id, Optional<String> related) {
        ObjectNode patient = PatientDocument.of(registration);
        patient.put("id", id);
        related.ifPresent(link -> PatientDocument.link(patient, link));
        return documents
                .create(tx, patient, Ownership.PLAIN)
                .invoke(call.trace()::touched)
                .map(Answer::created);
    }

    /** What was made once is not made again: a relation that was ended since stays ended. */
    private Uni<Void> guardianship(
            Call call, Tx tx, Registration registration, Optional<Stored> child, String guardian) {
        if (child.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        call.trace().sawPatients(child.get().patients());
        String id = relatedPersonId(child.get().id(), guardian);
        return documents
                .find(tx, "RelatedPerson", id)
                .chain(
                        there ->
                                there.isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : guardian(tx, registration, child.get(), guardian));
    }

    private Uni<Void> guardian(Tx tx, Registration registration, Stored child, String guardian) {
        String id = relatedPersonId(child.id(), guardian);
        LocalDate grownUp = grownUp(registration, child);
        ObjectNode related =
                PatientDocument.guardian(
                        id, child.id(), guardian, registration, today(tx), grownUp);
        OffsetDateTime until = grownUp.atStartOfDay(DateRange.BUSINESS_ZONE).toOffsetDateTime();
        return documents
                .create(tx, related, Ownership.of(WORKFLOW, "Patient/" + guardian))
                .chain(
                        made ->
                                relations.open(
                                        tx,
                                        "Patient/" + guardian,
                                        child.id(),
                                        CareRelations.GUARDIAN,
                                        made.reference(),
                                        until));
    }

    /** The same for the same two persons, so that a repeat finds what the first made. */
    private static String relatedPersonId(String child, String guardian) {
        return UUID.nameUUIDFromBytes((child + "|" + guardian).getBytes(UTF_8)).toString();
    }

    private static LocalDate today(Tx tx) {
        return tx.now().atZoneSameInstant(DateRange.BUSINESS_ZONE).toLocalDate();
    }
}
