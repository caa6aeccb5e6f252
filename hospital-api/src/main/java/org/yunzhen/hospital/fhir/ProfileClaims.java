package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.yunzhen.hospital.store.InTurn;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.link.LinkWalk;
import org.yunzhen.mappings.link.Links;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What the documents of one command claim to conform to ({@code meta.profile}), and what was said
 * of it. A judgement takes longer than a transaction may: a document that was not judged yet is
 * only noted, the command is undone at its end, the noted are judged, and it runs again. What is
 * judged is what would be stored, however it came about.
 */
final class ProfileClaims {
    /** Where the definitions of R4's own types stand. */
    static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

    private static final Duration ALL_JUDGED_WITHIN = Duration.ofSeconds(60);

    private final long begun = System.nanoTime();
    private final Map<JsonNode, List<Issue>> said = new HashMap<>();
    private final Map<JsonNode, ObjectNode> unjudged = new LinkedHashMap<>();

    /** A document must be judged before the command may be committed. */
    static final class UnjudgedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnjudgedException() {
            super("not judged by its profiles", null, false, false);
        }
    }

    /** A new attempt begins. */
    void begin() {
        unjudged.clear();
    }

    /**
     * Checks a document, as far as it was judged; otherwise it is noted.
     *
     * @throws RefusedException 422 with one issue for each error
     */
    void check(Call call, ObjectNode document) {
        if (claimed(document).isEmpty()) {
            return;
        }
        JsonNode key = key(document);
        List<Issue> issues = said.get(key);
        if (issues == null) {
            unjudged.put(key, document.deepCopy());
            return;
        }
        List<Issue> errors = issues.stream().filter(issue -> issue.severity().refuses()).toList();
        if (!errors.isEmpty()) {
            throw new RefusedException(errors);
        }
        call.trace().warned(issues);
    }

    /** Whether all that was noted was judged; fails the attempt otherwise. */
    void settle() {
        if (!unjudged.isEmpty()) {
            throw new UnjudgedException();
        }
    }

    /** Judges what was noted. */
    Uni<Void> judge(Profiles profiles, String tenant) {
        return InTurn.each(
                List.copyOf(unjudged.entrySet()),
                noted ->
                        timely(profiles)
                                .judge(tenant, noted.getValue(), claimed(noted.getValue()))
                                .invoke(issues -> said.put(noted.getKey(), issues)));
    }

    /** A transaction of many documents must not keep the validator from everybody else. */
    private Profiles timely(Profiles profiles) {
        if (System.nanoTime() - begun > ALL_JUDGED_WITHIN.toNanos()) {
            throw new RefusedException(Refusal.VALIDATION_TOO_COSTLY);
        }
        return profiles;
    }

    /** The profiles that a document names, but for the definition of its own type. */
    static TreeSet<String> claimed(JsonNode document) {
        TreeSet<String> claimed = new TreeSet<>();
        for (JsonNode profile : document.path("meta").path("profile")) {
            if (profile.isTextual()) {
                claimed.add(profile.textValue());
            }
        }
        claimed.remove(BASE + document.path("resourceType").asText());
        return claimed;
    }

    /**
     * A document without what the next attempt gives anew: its id, and those of the resources that
     * its links lead to. A profile says of a reference which type it may be of.
     */
    private static JsonNode key(ObjectNode document) {
        ObjectNode key = document.deepCopy();
        key.remove("id");
        LinkWalk.visit(
                key,
                new Links() {
                    @Override
                    public String reference(String literal, String place) {
                        return withoutId(literal);
                    }

                    @Override
                    public String address(String address) {
                        return withoutId(address);
                    }
                });
        return key;
    }

    private static String withoutId(String link) {
        String plain = link.substring(0, Math.max(link.indexOf('#'), 0));
        RelativeReference local = RelativeReference.parse(plain.isEmpty() ? link : plain);
        return local == null ? link : local.type();
    }
}
