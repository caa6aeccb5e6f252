package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yunzhen.hospital.store.CanonicalReader;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.terminology.ConceptMaps.About;
import org.yunzhen.hospital.terminology.ConceptMaps.Mapping;
import org.yunzhen.mappings.json.FhirJson;

/**
 * What a concept map makes of a code: what its rows say, and where a group has none for it what the
 * group says of all such codes (R4 ConceptMap.group.unmapped).
 */
@ApplicationScoped
class Translations {
    /** Maps that lead on to each other; a circle ends there too. */
    private static final int MAPS_MAX = 5;

    /** R4 does not say how near an unmapped code is: no more is claimed than that they belong. */
    private static final String HOW_NEAR = "relatedto";

    private final ConceptMaps maps;
    private final CanonicalReader canonicals;

    Translations(ConceptMaps maps, CanonicalReader canonicals) {
        this.maps = maps;
        this.canonicals = canonicals;
    }

    /**
     * A mapping with the map that it is of.
     *
     * @param url canonical address of the map, or null where it has none
     */
    record Match(String id, String url, Mapping mapping) {}

    /** What a map makes of a code. Fails with 404 when there is no such map. */
    Uni<List<Match>> of(Tx tx, String id, CodingInput coding, String otherSystem, boolean reverse) {
        return maps.about(tx, id, coding, otherSystem, reverse)
                .chain(
                        about -> {
                            boolean told = otherSystem != null && !about.mappings().isEmpty();
                            return reverse || told
                                    ? Uni.createFrom().item(matches(about))
                                    : withUnmapped(tx, about, coding, otherSystem, MAPS_MAX);
                        });
    }

    private Uni<List<Match>> withUnmapped(
            Tx tx, About about, CodingInput coding, String otherSystem, int left) {
        List<Match> all = matches(about);
        List<JsonNode> silent = new ArrayList<>();
        for (JsonNode group : about.document().path("group")) {
            if (group.has("unmapped") && isSilent(group, about, coding, otherSystem)) {
                silent.add(group);
            }
        }
        return InTurn.each(
                        silent,
                        group ->
                                unmapped(tx, about, group, coding, otherSystem, left)
                                        .invoke(all::addAll))
                .replaceWith(all);
    }

    /** Whether a group is asked and has no row for the code, not even that there is no match. */
    private static boolean isSilent(
            JsonNode group, About about, CodingInput coding, String otherSystem) {
        String source = group.path("source").textValue();
        String target = group.path("target").textValue();
        boolean asked =
                (coding.system() == null || coding.system().equals(source))
                        && (otherSystem == null || otherSystem.equals(target));
        return asked
                && about.mappings().stream()
                        .noneMatch(
                                row ->
                                        same(row.sourceSystem(), source)
                                                && same(row.targetSystem(), target));
    }

    private Uni<List<Match>> unmapped(
            Tx tx, About about, JsonNode group, CodingInput coding, String otherSystem, int left) {
        JsonNode said = group.path("unmapped");
        return switch (said.path("mode").asText()) {
            case "provided" ->
                    Uni.createFrom()
                            .item(row(about, group, coding, coding.code(), coding.display()));
            case "fixed" ->
                    Uni.createFrom()
                            .item(
                                    row(
                                            about,
                                            group,
                                            coding,
                                            said.path("code").textValue(),
                                            said.path("display").textValue()));
            default -> elsewhere(tx, said.path("url").asText(), coding, otherSystem, left - 1);
        };
    }

    private static List<Match> row(
            About about, JsonNode group, CodingInput coding, String code, String display) {
        ObjectNode target = FhirJson.object();
        target.put("code", code).put("display", display).put("equivalence", HOW_NEAR);
        Mapping mapping = new Mapping(group, coding.code(), coding.display(), target);
        return List.of(match(about.map(), mapping));
    }

    /** What another map makes of it; one that is not here says nothing. */
    private Uni<List<Match>> elsewhere(
            Tx tx, String canonical, CodingInput coding, String otherSystem, int left) {
        if (left == 0) {
            return Uni.createFrom().item(List.of());
        }
        int bar = canonical.indexOf('|');
        String url = bar < 0 ? canonical : canonical.substring(0, bar);
        String version = bar < 0 ? null : canonical.substring(bar + 1);
        return canonicals
                .find(tx, "ConceptMap", url, version)
                .map(found -> found.map(CanonicalReader.Named::id))
                .chain(id -> elsewhere(tx, id, coding, otherSystem, left));
    }

    private Uni<List<Match>> elsewhere(
            Tx tx, Optional<String> id, CodingInput coding, String otherSystem, int left) {
        return id.isEmpty()
                ? Uni.createFrom().item(List.of())
                : maps.about(tx, id.get(), coding, otherSystem, false)
                        .chain(about -> withUnmapped(tx, about, coding, otherSystem, left));
    }

    private static List<Match> matches(About about) {
        List<Match> all = new ArrayList<>();
        about.mappings().forEach(mapping -> all.add(match(about.map(), mapping)));
        return all;
    }

    private static Match match(Stored map, Mapping mapping) {
        String url = FhirJson.property(map.body().getBytes(), "url").textValue();
        return new Match(map.id(), url, mapping);
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }
}
