package org.yunzhen.hospital.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yunzhen.hospital.access.AccessTable;
import org.yunzhen.hospital.access.Action;
import org.yunzhen.hospital.access.Reach;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/**
 * {@code Patient/$match} (R4 operation Patient-match): for those who may search all patients of a
 * tenant, since its answer tells who is one.
 */
@ApplicationScoped
class MatchOperation implements Operation {
    private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";
    private static final int COUNT_DEFAULT = 20;
    private static final int COUNT_MAX = 100;

    private final MatchCandidates candidates;

    MatchOperation(MatchCandidates candidates) {
        this.candidates = candidates;
    }

    /** A candidate and how well it fits. */
    private record Match(Stored stored, MatchScore score) {}

    @Override
    public String type() {
        return "Patient";
    }

    @Override
    public String name() {
        return "match";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return Arrays.stream(Role.values())
                .filter(
                        role ->
                                AccessTable.grant(role, "Patient", Action.SEARCH)
                                        .filter(grant -> grant.reach() == Reach.TENANT)
                                        .isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "Patients who could be the one described, the likeliest first, each with a score and"
                + " a match-grade: certain by a common identifier; probable or possible by name,"
                + " birth date, phone and sex.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("resource", "Patient", "The one described."),
                Parameter.optional(
                        "onlyCertainMatches",
                        "boolean",
                        "Whether only one who is certain is told; none when there are several."),
                Parameter.optional("count", "integer", "Patients at most, 20 by default."),
                Parameter.result("Bundle", "A searchset."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        JsonNode described = inputs.named("resource").get(0).path("resource");
        int count = count(inputs);
        boolean onlyCertain = inputs.flag("onlyCertainMatches");
        return candidates
                .of(tx, described)
                .map(found -> matches(described, found, onlyCertain))
                .map(matches -> answer(call, matches.stream().limit(count).toList()));
    }

    private static int count(Inputs inputs) {
        return inputs.value("count")
                .map(
                        value -> {
                            if (!value.canConvertToInt() || value.intValue() < 1) {
                                throw Inputs.invalid("count");
                            }
                            return Math.min(value.intValue(), COUNT_MAX);
                        })
                .orElse(COUNT_DEFAULT);
    }

    private static List<Match> matches(
            JsonNode described, Collection<Stored> found, boolean onlyCertain) {
        List<Match> matches =
                found.stream()
                        .map(one -> new Match(one, MatchScore.of(described, one.document())))
                        .filter(match -> match.score().grade() != MatchScore.Grade.NOT)
                        .sorted(
                                Comparator.comparingDouble((Match match) -> -match.score().value())
                                        .thenComparing(match -> match.stored().id()))
                        .toList();
        if (!onlyCertain) {
            return matches;
        }
        List<Match> certain =
                matches.stream()
                        .filter(match -> match.score().grade() == MatchScore.Grade.CERTAIN)
                        .toList();
        return certain.size() == 1 ? certain : List.of();
    }

    private static Answer answer(Call call, List<Match> matches) {
        ObjectNode bundle = FhirJson.object().put("resourceType", "Bundle");
        bundle.put("type", "searchset").put("total", matches.size());
        ArrayNode entries = FhirJson.array();
        for (Match match : matches) {
            call.trace().sawPatients(match.stored().patients());
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", call.url("Patient", match.stored().id()));
            entry.set("resource", match.stored().document());
            ObjectNode search = entry.putObject("search");
            search.putArray("extension")
                    .addObject()
                    .put("url", GRADE)
                    .put("valueCode", match.score().grade().code());
            search.put("mode", "match").put("score", match.score().value());
        }
        if (!entries.isEmpty()) {
            bundle.set("entry", entries);
        }
        return Answer.document(200, bundle);
    }
}
