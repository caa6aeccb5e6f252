package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Reads which codes a value set's {@code compose} means (R4 section 4.9.5). */
@ApplicationScoped
class Selections {
    /** Includes and excludes of all value sets that are drawn in; a circle ends there too. */
    private static final int PARTS_MAX = 2000;

    private final CodeSystems systems;
    private final ValueSets valueSets;

    Selections(CodeSystems systems, ValueSets valueSets) {
        this.systems = systems;
        this.valueSets = valueSets;
    }

    /** The codes of a value set. Fails with 422 when it draws in too many others. */
    Uni<Selection> of(View view, JsonNode valueSet) {
        return of(view, valueSet, new AtomicInteger(PARTS_MAX));
    }

    /**
     * The same.
     *
     * @param left parts that may still be looked at
     */
    private Uni<Selection> of(View view, JsonNode valueSet, AtomicInteger left) {
        JsonNode compose =
                valueSet.has("compose")
                        ? valueSet.path("compose")
                        : ListedExpansion.compose(valueSet.path("expansion"));
        AtomicReference<Selection> all = new AtomicReference<>(Selection.NOTHING);
        return InTurn.each(
                        compose.path("include"),
                        part -> part(view, part, left).invoke(one -> all.set(all.get().plus(one))))
                .chain(
                        () ->
                                InTurn.each(
                                        compose.path("exclude"),
                                        part ->
                                                part(view, part, left)
                                                        .invoke(
                                                                one ->
                                                                        all.set(
                                                                                all.get()
                                                                                        .minus(
                                                                                                one)))))
                .map(
                        nothing ->
                                compose.path("inactive").asBoolean(true)
                                        ? all.get()
                                        : all.get().and(new Condition.Active()));
    }

    /** The codes of a system that are in all the value sets that are named beside it. */
    private Uni<Selection> part(View view, JsonNode part, AtomicInteger left) {
        if (left.decrementAndGet() < 0) {
            return Uni.createFrom()
                    .failure(
                            new RefusedException(
                                    Refusal.NOT_SUPPORTED,
                                    "ValueSet.compose.include > " + PARTS_MAX));
        }
        AtomicReference<Selection> common = new AtomicReference<>();
        Uni<?> own =
                part.has("system")
                        ? ofSystem(view, part).invoke(common::set)
                        : Uni.createFrom().voidItem();
        return own.chain(
                        () ->
                                InTurn.each(
                                        part.path("valueSet"),
                                        canonical ->
                                                valueSets
                                                        .ofUrl(view, canonical.asText(), null)
                                                        .chain(found -> of(view, found, left))
                                                        .invoke(found -> narrow(common, found))))
                .map(nothing -> common.get() == null ? Selection.NOTHING : common.get());
    }

    private static void narrow(AtomicReference<Selection> common, Selection other) {
        common.set(common.get() == null ? other : common.get().within(other));
    }

    private Uni<Selection> ofSystem(View view, JsonNode part) {
        String url = part.path("system").asText();
        Condition condition = condition(part);
        Map<String, String> displays = new LinkedHashMap<>();
        for (JsonNode concept : part.path("concept")) {
            if (concept.has("display")) {
                displays.put(concept.path("code").asText(), concept.path("display").asText());
            }
        }
        return systems.find(view, url, part.path("version").textValue())
                .map(
                        system ->
                                Selection.of(
                                        url,
                                        new Selection.Part(
                                                system.orElse(null), condition, displays)));
    }

    private static Condition condition(JsonNode part) {
        if (part.has("concept")) {
            List<String> codes = new ArrayList<>();
            part.path("concept").forEach(concept -> codes.add(concept.path("code").asText()));
            return new Condition.Codes(codes);
        }
        List<Condition> filters = new ArrayList<>();
        for (JsonNode filter : part.path("filter")) {
            filters.add(
                    filter(
                            filter.path("property").asText(),
                            filter.path("op").asText(),
                            filter.path("value").asText()));
        }
        return new Condition.And(filters);
    }

    /** A filter; a regular expression is refused, which a caller could make as costly as wished. */
    private static Condition filter(String property, String op, String value) {
        List<String> values = Arrays.asList(value.split(",", -1));
        boolean ofCode = property.equals("concept") || property.equals("code");
        return switch (op) {
            case "is-a" -> new Condition.KindsOf(value, true);
            case "descendent-of" -> new Condition.KindsOf(value, false);
            case "is-not-a" -> new Condition.Not(new Condition.KindsOf(value, true));
            case "=" -> ofCode ? new Condition.Codes(List.of(value)) : equal(property, value);
            case "in" ->
                    ofCode ? new Condition.Codes(values) : new Condition.Property(property, values);
            case "not-in" ->
                    new Condition.Not(
                            ofCode
                                    ? new Condition.Codes(values)
                                    : new Condition.Property(property, values));
            case "exists" ->
                    value.equals("true")
                            ? new Condition.Has(property)
                            : new Condition.Not(new Condition.Has(property));
            default ->
                    throw new RefusedException(
                            Refusal.NOT_SUPPORTED, "ValueSet.compose.include.filter.op " + op);
        };
    }

    private static Condition equal(String property, String value) {
        return property.equals("parent")
                ? new Condition.ChildrenOf(value)
                : new Condition.Property(property, List.of(value));
    }
}
