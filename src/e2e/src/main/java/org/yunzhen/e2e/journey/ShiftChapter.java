package org.yunzhen.e2e.journey;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Inputs;

/** A shift is published, and its slots are found as an app finds them. */
final class ShiftChapter implements Chapter {
    private static final ZoneId HOSPITAL_ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime LATEST_START = LocalTime.of(21, 59);
    private static final int VISIT_MINUTES = 120;
    private static final int MORNING_MINUTES = 60;

    private final Story story;

    ShiftChapter(Story story) {
        this.story = story;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("the operator opens a shift of the department", this::publish),
                new Step("its free slots are found on following pages, each once", this::find),
                new Step("a slot tells its capacity and what remains", this::remaining));
    }

    private void publish() {
        Schedule schedule = new Schedule().setActive(true);
        schedule.addActor(new Reference(story.need(Fact.DEPARTMENT)));
        schedule.setComment(story.key("shift"));
        IdType id =
                (IdType)
                        story.hospital()
                                .as("operator01")
                                .fhir()
                                .create()
                                .resource(schedule)
                                .execute()
                                .getId();
        String reference = "Schedule/" + id.getIdPart();
        ZonedDateTime now = ZonedDateTime.now(HOSPITAL_ZONE);
        LocalTime start = now.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        LocalTime begin = start.isAfter(LATEST_START) ? LATEST_START : start;
        LocalDate today = now.toLocalDate();
        LocalDate tomorrow = today.plusDays(1);
        story.keep(
                Fact.VISIT_SLOT,
                slot(reference, today, begin, VISIT_MINUTES, 4, Inputs.none().yuan("fee", "0.00")));
        story.keep(
                Fact.SMALL_SLOT,
                slot(
                        reference,
                        tomorrow,
                        LocalTime.of(9, 0),
                        MORNING_MINUTES,
                        2,
                        Inputs.none().yuan("fee", "0.00")));
        story.keep(
                Fact.FEE_SLOT,
                slot(
                        reference,
                        tomorrow,
                        LocalTime.of(10, 0),
                        MORNING_MINUTES,
                        2,
                        Inputs.none().text("item", "Code", "revisit-attending")));
    }

    private String slot(
            String schedule,
            LocalDate day,
            LocalTime start,
            int minutes,
            int numbers,
            Inputs price) {
        price.reference("schedule", schedule)
                .text("from", "Date", day.toString())
                .text("until", "Date", day.toString())
                .text("start", "Time", start + ":00")
                .text("end", "Time", start.plusMinutes(minutes) + ":00")
                .number("slotMinutes", minutes);
        var quota = price.parts("quota");
        quota.addObject().put("name", "channel").put("valueCode", "public");
        quota.addObject().put("name", "numbers").put("valueInteger", numbers);
        String found =
                story.hospital()
                        .as("operator01")
                        .post("/fhir/Schedule/$publish", price)
                        .expect(200)
                        .parameter("slot")
                        .path("reference")
                        .asText();
        if (!found.startsWith("Slot/")) {
            throw new BrokenPromiseException("no slot was published");
        }
        return found;
    }

    private void find() {
        IGenericClient app = story.hospital().as(story.cast().anybody()).fhir();
        String today = LocalDate.now(HOSPITAL_ZONE).toString();
        String query =
                "Slot?schedule.actor=%s&start=ge%s&status=free&_count=40"
                        .formatted(story.need(Fact.DEPARTMENT), today);
        Set<String> seen = new HashSet<>();
        Bundle page = app.search().byUrl(query).returnBundle(Bundle.class).execute();
        while (page != null) {
            page.getEntry().forEach(entry -> add((Slot) entry.getResource(), seen));
            page =
                    page.getLink(Bundle.LINK_NEXT) == null
                            ? null
                            : app.loadPage().next(page).execute();
        }
        for (Fact slot : List.of(Fact.VISIT_SLOT, Fact.SMALL_SLOT, Fact.FEE_SLOT)) {
            if (!seen.contains(story.need(slot))) {
                throw new BrokenPromiseException(
                        slot + " is not among the " + seen.size() + " found");
            }
        }
    }

    private static void add(Slot slot, Set<String> seen) {
        if (!seen.add("Slot/" + slot.getIdElement().getIdPart())) {
            throw new BrokenPromiseException("found twice: " + slot.getIdElement().getIdPart());
        }
    }

    private void remaining() {
        Slots slots = new Slots(story);
        slots.expect(Fact.SMALL_SLOT, "slot-capacity", 2);
        slots.expect(Fact.SMALL_SLOT, "slot-remaining", 2);
    }
}
