package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.yunzhen.hospital.store.Canonical;
import org.yunzhen.hospital.store.CanonicalReader;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.terminology.ConceptMaps.About;

/**
 * What a concept map makes of a code: what its rows say, and where a group has none for it what the
 * group says of all such codes (R4 ConceptMap.group.unmapped).
 */
@ApplicationScoped
class Translations {
    /** Maps that lead on to each other; a circle ends there too. */
    private static final int MAPS_MAX = 5;

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
        List<Mapping> silent =
                about.unmapped().stream().filter(group -> isSilent(group, about)).toList();
        return InTurn.each(
                        silent,
                        group ->
                                unmapped(tx, about, group, coding, otherSystem, left)
                                        .invoke(all::addAll))
                .replaceWith(all);
    }

    /** Whether a group has no row for the code, not even that there is no match. */
    private static boolean isSilent(Mapping group, About about) {
        return about.mappings().stream()
                .noneMatch(
                        row ->
                                Objects.equals(row.sourceSystem(), group.sourceSystem())
                                        && Objects.equals(
                                                row.targetSystem(), group.targetSystem()));
    }

    private Uni<List<Match>> unmapped(
            Tx tx, About about, Mapping group, CodingInput coding, String otherSystem, int left) {
        JsonNode said = group.unmapped();
        return switch (said.path("mode").asText()) {
            case "provided" ->
                    Uni.createFrom()
                            .item(row(about, group.of(coding, coding.code(), coding.display())));
            case "fixed" ->
                    Uni.createFrom()
                            .item(
                                    row(
                                            about,
                                            group.of(
                                                    coding,
                                                    said.path("code").textValue(),
                                                    said.path("display").textValue())));
            default -> elsewhere(tx, said.path("url").asText(), coding, otherSystem, left - 1);
        };
    }

    private static List<Match> row(About about, Mapping mapping) {
        return List.of(new Match(about.id(), about.url(), mapping));
    }

    /** What another map makes of it; one that is not here says nothing. */
    private Uni<List<Match>> elsewhere(
            Tx tx, String canonical, CodingInput coding, String otherSystem, int left) {
        if (left == 0) {
            return Uni.createFrom().item(List.of());
        }
        Canonical map = Canonical.parse(canonical);
        return canonicals
                .find(tx, "ConceptMap", map.url(), map.version())
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
        about.mappings().forEach(mapping -> all.addAll(row(about, mapping)));
        return all;
    }
}
