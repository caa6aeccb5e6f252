package org.yunzhen.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Thinks up errands: shifts of its own for each round, and who wants what of them. */
final class Surgery {
    private static final List<String> DEPARTMENTS =
            List.of("cardiology", "dermatology", "endocrinology", "gastroenterology", "neurology");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime LATEST_START = LocalTime.of(21, 59);
    private static final int PATIENTS = 120;
    private static final int BOOKINGS = 36;
    private static final int NUMBERS = 4;

    /** Of the few who may have a follow-up each has one; a long run spreads them. */
    private static final int VISITS = "full".equals(System.getProperty("proof")) ? 1 : 4;

    private final Hospital hospital;
    private final Random random;
    private final List<Caller> patients;
    private final Deque<String> hypertensive;
    private final String consentUri;
    private final String doctor;
    private int round;

    Surgery(Hospital hospital, Random random) {
        this.hospital = hospital;
        this.random = random;
        this.patients =
                IntStream.rangeClosed(1, PATIENTS)
                        .parallel()
                        .mapToObj(i -> hospital.as("patient%03d".formatted(i)))
                        .toList();
        this.consentUri =
                hospital.as("patient001")
                        .get("/fhir/Consent/$text")
                        .expect(200)
                        .parameter("uri")
                        .asText();
        this.hypertensive = hypertensiveMen();
        this.doctor = doctor();
    }

    private Deque<String> hypertensiveMen() {
        List<String> found = new ArrayList<>();
        String path = "/fhir/Condition?code=I10&_include=Condition:patient&_count=200";
        JsonNode bundle = hospital.as("integration01").get(path).expect(200).json();
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode person = entry.path("resource");
            boolean isGrownMan =
                    person.path("gender").asText().equals("male")
                            && person.path("birthDate").asText().compareTo("2005") < 0;
            if (isGrownMan) {
                found.add(person.path("id").asText());
            }
        }
        Collections.shuffle(found, random);
        return new ArrayDeque<>(found);
    }

    private String doctor() {
        String path = "/fhir/PractitionerRole?service=HealthcareService/" + DEPARTMENTS.get(0);
        JsonNode roles = hospital.as("patient001").get(path).expect(200).json();
        for (JsonNode entry : roles.path("entry")) {
            String reference =
                    entry.path("resource").path("practitioner").path("reference").asText();
            if (reference.startsWith("Practitioner/doctor")) {
                return reference.substring("Practitioner/".length());
            }
        }
        throw new IllegalStateException("no doctor: " + roles);
    }

    /** A round of errands in random order: more than there are numbers for. */
    List<Errand> errands() {
        round++;
        LocalDate day = LocalDate.now(ZONE).plusDays(1 + round / DEPARTMENTS.size());
        String department = DEPARTMENTS.get(round % DEPARTMENTS.size());
        List<String> free = slots(department, day, LocalTime.of(9, 0), 4, 60, NUMBERS, false);
        List<String> paid = slots(department, day, LocalTime.of(14, 0), 5, 60, NUMBERS, true);
        List<Caller> people = new ArrayList<>(patients);
        Collections.shuffle(people, random);
        List<Errand> errands = new ArrayList<>();
        for (int i = 0; i < BOOKINGS; i++) {
            boolean isPaid = i % 2 == 0;
            List<String> slots = isPaid ? paid : free;
            String slot = slots.get(random.nextInt(slots.size()));
            errands.add(
                    new BookingErrand(
                            round + "-" + i,
                            isPaid ? paidWish() : freeWish(),
                            people.get(i),
                            slot));
        }
        errands.addAll(visits());
        Collections.shuffle(errands, random);
        return errands;
    }

    /** A new slot that costs something. */
    String paidSlot() {
        LocalDate day = LocalDate.now(ZONE).plusDays(1);
        return slots(DEPARTMENTS.get(1), day, LocalTime.of(14, 0), 1, 60, NUMBERS, true).get(0);
    }

    /** A new slot that costs nothing. */
    String freeSlot(int numbers) {
        LocalDate day = LocalDate.now(ZONE).plusDays(1);
        return slots(DEPARTMENTS.get(2), day, LocalTime.of(9, 0), 1, 60, numbers, false).get(0);
    }

    private BookingErrand.Wish freeWish() {
        return random.nextInt(3) == 0 ? BookingErrand.Wish.FREE_CANCELLED : BookingErrand.Wish.FREE;
    }

    private BookingErrand.Wish paidWish() {
        return switch (random.nextInt(6)) {
            case 0 -> BookingErrand.Wish.ABANDONED;
            case 1, 2 -> BookingErrand.Wish.PAID_CANCELLED;
            default -> BookingErrand.Wish.PAID;
        };
    }

    /** Follow-ups of people who have not been in another round's. */
    private List<Errand> visits() {
        LocalTime now = LocalTime.now(ZONE).truncatedTo(ChronoUnit.MINUTES);
        LocalTime start = now.isAfter(LATEST_START) ? LATEST_START : now;
        List<Errand> visits = new ArrayList<>();
        String slot =
                slots(DEPARTMENTS.get(0), LocalDate.now(ZONE), start, 1, 120, VISITS, false).get(0);
        for (int i = 0; i < VISITS && !hypertensive.isEmpty(); i++) {
            visits.add(
                    new VisitErrand(
                            round + "-v" + i,
                            hospital.as(hypertensive.poll()),
                            hospital.as(doctor),
                            slot,
                            consentUri));
        }
        return visits;
    }

    private List<String> slots(
            String department,
            LocalDate day,
            LocalTime start,
            int slots,
            int minutes,
            int numbers,
            boolean paid) {
        Caller operator = hospital.as("operator01");
        String schedule =
                operator.post(
                                "/fhir/Schedule",
                                """
                                {"resourceType":"Schedule","actor":[
                                 {"reference":"HealthcareService/%s"}]}"""
                                        .formatted(department))
                        .expect(201)
                        .reference();
        Inputs shift =
                Inputs.none()
                        .reference("schedule", schedule)
                        .text("from", "Date", day.toString())
                        .text("until", "Date", day.toString())
                        .text("start", "Time", start + ":00")
                        .text("end", "Time", start.plusMinutes((long) slots * minutes) + ":00")
                        .number("slotMinutes", minutes);
        if (paid) {
            shift.text("item", "Code", "revisit-attending");
        } else {
            shift.yuan("fee", "0.00");
        }
        ArrayNode quota = shift.parts("quota");
        quota.addObject().put("name", "channel").put("valueCode", "public");
        quota.addObject().put("name", "numbers").put("valueInteger", numbers);
        return operator
                .post("/fhir/Schedule/$publish", shift)
                .expect(200)
                .parameters("slot")
                .stream()
                .map(slot -> slot.path("valueReference").path("reference").asText())
                .toList();
    }
}
