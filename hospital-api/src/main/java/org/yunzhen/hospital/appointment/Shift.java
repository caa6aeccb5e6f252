package org.yunzhen.hospital.appointment;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yunzhen.mappings.code.QuotaChannel;
import org.yunzhen.mappings.code.VisitKind;
import org.yunzhen.mappings.money.Money;

/**
 * A template of a shift from which slots are published.
 *
 * @param schedule id of the Schedule, or null: one is made of department, doctor and kind of visit
 * @param department id of the HealthcareService; null where the schedule names it
 * @param practitioner id of the doctor, or null when the department shares the shift
 * @param kind what the visits are
 * @param from first business day (Asia/Shanghai)
 * @param until last business day, included
 * @param weekdays on which it is held
 * @param holidays days on which it is not, whatever the weekday
 * @param start time at which the first slot begins (Asia/Shanghai)
 * @param end time by which the last slot ends
 * @param slotMinutes length of a slot
 * @param quota numbers of each slot by channel, in the order in which they are numbered
 * @param fee of a visit, or null: the price of the item
 * @param item code of the price item, or null
 */
public record Shift(
        String schedule,
        String department,
        String practitioner,
        VisitKind kind,
        LocalDate from,
        LocalDate until,
        Set<DayOfWeek> weekdays,
        Set<LocalDate> holidays,
        LocalTime start,
        LocalTime end,
        int slotMinutes,
        Map<QuotaChannel, Integer> quota,
        Money fee,
        String item) {

    public Shift {
        weekdays = Set.copyOf(weekdays);
        holidays = Set.copyOf(holidays);
        quota = new LinkedHashMap<>(quota);
    }

    /** Numbers of one slot in all channels. */
    int capacity() {
        return quota.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same, of a schedule that is known by now. */
    Shift of(String knownSchedule, String knownDepartment, String knownPractitioner) {
        return new Shift(
                knownSchedule,
                knownDepartment,
                knownPractitioner,
                kind,
                from,
                until,
                weekdays,
                holidays,
                start,
                end,
                slotMinutes,
                quota,
                fee,
                item);
    }
}
