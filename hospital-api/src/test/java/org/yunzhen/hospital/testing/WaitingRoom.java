package org.yunzhen.hospital.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.yunzhen.hospital.event.Events;
import org.yunzhen.hospital.event.Kinds;
import org.yunzhen.hospital.store.Documents;
import org.yunzhen.hospital.store.Ownership;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Extensions;
import org.yunzhen.mappings.json.FhirJson;

/** Checks patients in, as the appointment room does: one appointment each time. */
@ApplicationScoped
public class WaitingRoom {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Events events;

    /** Checks a patient in for some actors; answers the id of the Encounter. */
    public String checkIn(String patient, String... actors) {
        ObjectNode appointment = appointment(patient, actors);
        return run(
                tx ->
                        documents
                                .create(tx, appointment, Ownership.of("test-appointment"))
                                .chain(
                                        stored ->
                                                events.tell(
                                                                tx,
                                                                Kinds.APPOINTMENT_CHECKED_IN,
                                                                stored)
                                                        .chain(() -> encounter(tx, stored))));
    }

    /** Runs work in a transaction of the home tenant. */
    public <T> T run(Function<Tx, Uni<T>> work) {
        return transactions.run("home", work).await().atMost(PATIENCE);
    }

    /** Tells an event about a new plain record of a patient; answers its reference. */
    public String tell(String kind, String patient) {
        return run(tx -> told(tx, kind, patient));
    }

    /** The same within a transaction. */
    public Uni<String> told(Tx tx, String kind, String patient) {
        ObjectNode record =
                FhirJson.object().put("resourceType", "Basic").put("id", "told-" + next());
        record.putObject("code").put("text", "told");
        record.putObject("subject").put("reference", "Patient/" + patient);
        return documents
                .create(tx, record, Ownership.of("test"))
                .chain(stored -> events.tell(tx, kind, stored).replaceWith(stored.reference()));
    }

    private static Uni<String> encounter(Tx tx, Stored appointment) {
        return tx.run(
                        "SELECT encounter FROM visit WHERE tenant = $1 AND appointment = $2",
                        tx.tenant(),
                        appointment.id())
                .map(rows -> rows.iterator().next().getString(0));
    }

    private static ObjectNode appointment(String patient, String... actors) {
        ObjectNode appointment = FhirJson.object().put("resourceType", "Appointment");
        appointment.put("id", "checked-in-" + next());
        appointment
                .withArray("extension")
                .addObject()
                .put("url", Extensions.TICKET_NUMBER)
                .put("valuePositiveInt", 3);
        appointment.put("status", "arrived");
        ArrayNode participants = appointment.putArray("participant");
        participant(participants, "Patient/" + patient);
        for (String actor : actors) {
            participant(participants, actor);
        }
        return appointment;
    }

    private static void participant(ArrayNode participants, String reference) {
        ObjectNode participant = participants.addObject();
        participant.putObject("actor").put("reference", reference);
        participant.put("status", "accepted");
    }

    private static int next() {
        return COUNT.incrementAndGet();
    }
}
