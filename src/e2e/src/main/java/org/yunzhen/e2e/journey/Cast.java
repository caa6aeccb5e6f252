package org.yunzhen.e2e.journey;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.yunzhen.e2e.BrokenPromiseException;
import org.yunzhen.e2e.Hospital;

/** Chooses patients: others in each run, for one has but one appointment a day in a department. */
final class Cast {
    private static final String HYPERTENSION =
            "Condition?code=I10&_include=Condition:patient&_count=200";
    private static final int PATIENTS = 600;
    private static final int GROWN_UP = 18;

    private final Hospital hospital;
    private final Random random;
    private final Deque<String> everybody = new ArrayDeque<>();
    private final Set<String> chosen = new HashSet<>();
    private Deque<String> hypertensive;

    Cast(Hospital hospital, long seed) {
        this.hospital = hospital;
        this.random = new Random(seed);
        List<String> accounts =
                new ArrayList<>(
                        IntStream.rangeClosed(1, PATIENTS)
                                .mapToObj("patient%03d"::formatted)
                                .toList());
        Collections.shuffle(accounts, random);
        everybody.addAll(accounts);
    }

    /** A patient of whom nothing is asked. */
    String anybody() {
        return next(everybody);
    }

    /** A man with hypertension of whom the record tells an earlier visit on site. */
    String withHypertension() {
        if (hypertensive == null) {
            List<String> found = new ArrayList<>(hypertensiveMen());
            Collections.shuffle(found, random);
            hypertensive = new ArrayDeque<>(found);
        }
        return next(hypertensive);
    }

    private String next(Deque<String> waiting) {
        String account = waiting.poll();
        while (account != null && !chosen.add(account)) {
            account = waiting.poll();
        }
        if (account == null) {
            throw new BrokenPromiseException("no further patient is free today");
        }
        return account;
    }

    private List<String> hypertensiveMen() {
        IGenericClient records = hospital.as("integration01").fhir();
        Set<String> ill = new HashSet<>();
        Set<String> men = new HashSet<>();
        Bundle page = records.search().byUrl(HYPERTENSION).returnBundle(Bundle.class).execute();
        while (page != null) {
            page.getEntry().forEach(entry -> note(entry, ill, men));
            page =
                    page.getLink(Bundle.LINK_NEXT) == null
                            ? null
                            : records.loadPage().next(page).execute();
        }
        return ill.stream().filter(men::contains).sorted().toList();
    }

    private static void note(Bundle.BundleEntryComponent entry, Set<String> ill, Set<String> men) {
        if (entry.getResource() instanceof Condition condition) {
            ill.add(condition.getSubject().getReferenceElement().getIdPart());
        } else if (entry.getResource() instanceof Patient patient && isGrownMan().test(patient)) {
            men.add(patient.getIdElement().getIdPart());
        }
    }

    private static Predicate<Patient> isGrownMan() {
        LocalDate latest = LocalDate.now().minusYears(GROWN_UP);
        return patient ->
                patient.getGender() == AdministrativeGender.MALE
                        && patient.getBirthDateElement().getValueAsString() != null
                        && patient.getBirthDateElement()
                                        .getValueAsString()
                                        .compareTo(latest.toString())
                                < 0;
    }
}
