package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.appointment.Shift;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.Language;
import org.yunzhen.mappings.code.QuotaChannel;
import org.yunzhen.mappings.code.VisitKind;

/**
 * Weekly shift templates: as Schedules, and as the shift of one day. On public holidays the shared
 * shifts of departments are held and doctors' own are not, so that somebody is there every day.
 */
final class Shifts {
    private static final List<String> WEEKDAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

    private Shifts() {}

    static List<ObjectNode> schedules(List<Line> templates) {
        return templates.stream().map(Shifts::schedule).toList();
    }

    /** Whether a template is held on a day. */
    static boolean isHeld(Line template, LocalDate day, Set<LocalDate> holidays) {
        boolean own = template.has("practitioner");
        return weekdays(template).contains(day.getDayOfWeek()) && !(own && holidays.contains(day));
    }

    /** The shift of a template on one day on which it is held. */
    static Shift on(Line template, LocalDate day) {
        return new Shift(
                template.text("schedule"),
                template.text("department"),
                template.has("practitioner") ? template.text("practitioner") : null,
                kind(template),
                day,
                day,
                Set.of(day.getDayOfWeek()),
                Set.of(),
                LocalTime.parse(template.text("start")),
                LocalTime.parse(template.text("end")),
                Integer.parseInt(template.text("slot_minutes")),
                quota(template),
                null,
                template.text("item"));
    }

    /** The public holidays; days worked in exchange are none. */
    static Set<LocalDate> holidays(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.text("kind").equals("holiday"))
                .map(line -> LocalDate.parse(line.text("date")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<DayOfWeek> weekdays(Line template) {
        return template.list("weekdays").stream()
                .map(name -> DayOfWeek.of(WEEKDAYS.indexOf(name) + 1))
                .collect(Collectors.toSet());
    }

    private static VisitKind kind(Line template) {
        return Coded.find(VisitKind.class, template.text("service")).orElseThrow();
    }

    private static Map<QuotaChannel, Integer> quota(Line template) {
        Map<QuotaChannel, Integer> quota = new EnumMap<>(QuotaChannel.class);
        put(quota, QuotaChannel.PUBLIC, template.text("numbers_public"));
        put(quota, QuotaChannel.ELDERLY, template.text("numbers_elderly"));
        put(quota, QuotaChannel.FAMILY_DOCTOR, template.text("numbers_family_doctor"));
        return quota;
    }

    private static void put(
            Map<QuotaChannel, Integer> quota, QuotaChannel channel, String numbers) {
        int count = Integer.parseInt(numbers);
        if (count > 0) {
            quota.put(channel, count);
        }
    }

    private static ObjectNode schedule(Line template) {
        ObjectNode made = resource("Schedule", template.text("schedule")).put("active", true);
        made.putArray("serviceType").add(kind(template).concept(Language.ZH));
        var actors = made.putArray("actor");
        if (template.has("practitioner")) {
            actors.addObject().put("reference", "Practitioner/" + template.text("practitioner"));
        }
        String department = template.text("department");
        actors.addObject().put("reference", "HealthcareService/" + department);
        actors.addObject().put("reference", "Location/" + department);
        return made;
    }
}
