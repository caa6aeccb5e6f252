package org.yunzhen.bench.fhir;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the sample data into the service by transaction Bundles of at most 100 PUTs with ids of
 * ours, so that a second run finds it there and writes nothing.
 */
public final class Seed {
    private static final int ENTRIES = 100;

    private final ServiceClient service;
    private final SampleData data;

    /** Of this data into this service. */
    public Seed(ServiceClient service, SampleData data) {
        this.service = service;
        this.data = data;
    }

    /** Writes what is missing: patients first, for observations refer to them. */
    public void plant() {
        plant("Patient", data.patients(), SampleData::patientId, data::patient);
        plant("Patient", data.patients(), SampleData::writtenPatientId, data::writtenPatient);
        plant(
                "Observation",
                data.observations(),
                SampleData::observationId,
                i -> new String(data.storedObservation(i), StandardCharsets.UTF_8));
    }

    private void plant(
            String type, int count, IntFunction<String> id, IntFunction<String> resource) {
        String token = service.integrationToken();
        if (service.exists(type + "/" + id.apply(count - 1), token)) {
            return;
        }
        for (int from = 0; from < count; from += ENTRIES) {
            List<String> entries =
                    IntStream.range(from, Math.min(count, from + ENTRIES))
                            .mapToObj(i -> put(type + "/" + id.apply(i), resource.apply(i)))
                            .toList();
            service.transact(bundle(entries), service.integrationToken());
        }
    }

    private static String put(String path, String resource) {
        return "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"%s\"}}"
                .formatted(resource, path);
    }

    /** A transaction Bundle of these entries. */
    static String bundle(List<String> entries) {
        return entries.stream()
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[",
                                "]}"));
    }
}
