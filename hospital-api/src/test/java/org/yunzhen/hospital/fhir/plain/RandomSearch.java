package org.yunzhen.hospital.fhir.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Conditions at random, of all kinds and deep into each other. */
final class RandomSearch {
    private static final List<String> PREFIXES =
            List.of("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb");

    private final Random random;
    private final String world;

    RandomSearch(String world, Random random) {
        this.world = world;
        this.random = random;
    }

    String type() {
        return one(List.of("Observation", "Observation", "Patient"));
    }

    /** One to three, all of which must hold. */
    List<Asked> all(String type) {
        List<Asked> all = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            all.add(asked(type, 3));
        }
        return all;
    }

    private Asked asked(String type, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return further(type, depth - 1);
        }
        List<String> codes = List.copyOf(values(type).keySet());
        String code = codes.get(random.nextInt(codes.size()));
        if (random.nextInt(8) == 0) {
            return new Asked.Own(code, "missing", List.of(one(List.of("true", "false"))));
        }
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            values.add(values(type).get(code).get());
        }
        return new Asked.Own(code, modifier(code), values);
    }

    private Asked further(String type, int depth) {
        return switch (type) {
            case "Practitioner" ->
                    new Asked.Referred("Patient", "general-practitioner", asked("Patient", depth));
            case "Patient" ->
                    random.nextBoolean()
                            ? new Asked.Referred(
                                    "Observation", "subject", asked("Observation", depth))
                            : new Asked.Chained(
                                    "general-practitioner",
                                    "Practitioner",
                                    asked("Practitioner", depth));
            default ->
                    switch (random.nextInt(3)) {
                        case 0 -> new Asked.Chained("subject", "Patient", asked("Patient", depth));
                        case 1 ->
                                new Asked.Chained(
                                        "has-member", "Observation", asked("Observation", depth));
                        default ->
                                new Asked.Referred(
                                        "Observation", "has-member", asked("Observation", depth));
                    };
        };
    }

    private String modifier(String code) {
        return switch (code) {
            case "code", "value-concept", "gender", "status" ->
                    random.nextInt(4) == 0 ? "not" : null;
            case "family" -> one(java.util.Arrays.asList(null, "exact", "contains"));
            default -> null;
        };
    }

    private Map<String, Supplier<String>> values(String type) {
        return switch (type) {
            case "Practitioner" -> Map.of("family", this::family);
            case "Patient" ->
                    Map.of(
                            "family",
                            this::family,
                            "gender",
                            () -> one(List.of("male", "female")),
                            "active",
                            () -> one(List.of("true", "false")),
                            "birthdate",
                            this::date,
                            "general-practitioner",
                            () -> "Practitioner/" + world + "-d" + random.nextInt(3));
            default ->
                    Map.of(
                            "code",
                            this::token,
                            "value-concept",
                            this::token,
                            "status",
                            () -> one(List.of("final", "amended", "corrected")),
                            "date",
                            this::date,
                            "value-quantity",
                            this::quantity,
                            "subject",
                            () -> "Patient/" + world + "-p" + random.nextInt(6),
                            "has-member",
                            () -> "Observation/" + world + "-o" + random.nextInt(16));
        };
    }

    private String family() {
        String family = one(RandomWorld.FAMILIES);
        return random.nextBoolean() ? family : family.substring(0, 1);
    }

    private String date() {
        return one(PREFIXES) + one(RandomWorld.DATES);
    }

    private String token() {
        String code = one(RandomWorld.CODES);
        return switch (random.nextInt(4)) {
            case 0 -> code;
            case 1 -> "|" + code;
            case 2 -> one(RandomWorld.SYSTEMS) + "|";
            default -> one(RandomWorld.SYSTEMS) + "|" + code;
        };
    }

    private String quantity() {
        String number = one(PREFIXES) + one(RandomWorld.VALUES);
        return random.nextBoolean()
                ? number
                : number + "|" + RandomWorld.UCUM + "|" + one(RandomWorld.UNITS);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
