package org.yunzhen.hospital.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.yunzhen.hospital.fhir.Profiles;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.refusal.Said;
import org.yunzhen.mappings.refusal.Severity;

/**
 * Judges by asking the validator, which may answer first that it lacks definitions: they are looked
 * for, and it is asked again.
 */
@ApplicationScoped
class ValidatedProfiles implements Profiles {
    private static final String PROFILE = "StructureDefinition|";

    /** Definitions name others: how often it may lack something. */
    private static final int ROUNDS_MAX = 8;

    /** More unknown addresses than these in one resource are not looked for. */
    private static final int MISSING_MAX = 200;

    /** More profiles than these nobody means. */
    private static final int PROFILES_MAX = 50;

    /** Longer addresses are neither looked for nor remembered. */
    private static final int ADDRESS_CHARACTERS_MAX = 500;

    private static final int KEY_CHARACTERS_MAX = PROFILE.length() + ADDRESS_CHARACTERS_MAX;
    private static final int ISSUES_MAX = 500;
    private static final int TEXT_MAX = 1000;

    /** HAPI tells in a path what stands there: {@code entry[0].resource/*Patient/1*&#47;}. */
    private static final Pattern REMARK = Pattern.compile("/\\*.*?\\*/");

    private final Transactions transactions;
    private final TenantDefinitions definitions;
    private final Validator validator;

    ValidatedProfiles(
            Transactions transactions, TenantDefinitions definitions, Validator validator) {
        this.transactions = transactions;
        this.definitions = definitions;
        this.validator = validator;
    }

    @Override
    public Uni<List<Issue>> judge(String tenant, JsonNode resource, Collection<String> profiles) {
        boolean tooMuch =
                profiles.size() > PROFILES_MAX
                        || profiles.stream().anyMatch(one -> one.length() > ADDRESS_CHARACTERS_MAX);
        if (tooMuch) {
            return Uni.createFrom().failure(new RefusedException(Refusal.VALIDATION_TOO_COSTLY));
        }
        return definitions
                .ofR4(profiles)
                .chain(ofR4 -> judge(transactions.reading(tenant), resource, profiles, ofR4));
    }

    /** The validator has those of R4 itself. */
    private Uni<List<Issue>> judge(
            Tx tx, JsonNode resource, Collection<String> profiles, List<String> ofR4) {
        List<String> others = profiles.stream().filter(one -> !ofR4.contains(one)).toList();
        List<String> keys = others.stream().map(ValidatedProfiles::key).distinct().toList();
        return definitions
                .current(tx)
                .call(known -> definitions.find(tx, known, unsettled(known, keys)))
                .chain(known -> judge(tx, known, resource, others, ofR4));
    }

    private Uni<List<Issue>> judge(
            Tx tx,
            KnownDefinitions known,
            JsonNode resource,
            List<String> others,
            List<String> ofR4) {
        List<Issue> unknown = new ArrayList<>();
        List<String> judged = new ArrayList<>(ofR4);
        for (String profile : others) {
            if (isKnown(known, profile)) {
                judged.add(profile);
            } else {
                unknown.add(unknown(profile));
            }
        }
        if (judged.isEmpty() && !unknown.isEmpty()) {
            return Uni.createFrom().item(unknown);
        }
        return asked(tx, known, resource, judged, ROUNDS_MAX)
                .map(
                        answer -> {
                            List<Issue> all = new ArrayList<>(unknown);
                            answer.path("issues").forEach(issue -> all.add(issue(issue)));
                            return all.size() > ISSUES_MAX ? all.subList(0, ISSUES_MAX) : all;
                        });
    }

    private Uni<JsonNode> asked(
            Tx tx, KnownDefinitions known, JsonNode resource, List<String> profiles, int rounds) {
        return validator
                .ask(message(known, resource, profiles))
                .map(FhirJson::parse)
                .chain(
                        answer -> {
                            List<String> missing = new ArrayList<>();
                            answer.path("missing").forEach(key -> missing.add(key.textValue()));
                            List<String> wanted =
                                    unsettled(known, missing).stream().limit(MISSING_MAX).toList();
                            int had = known.present().size();
                            return definitions
                                    .find(tx, known, wanted)
                                    .chain(
                                            () ->
                                                    known.present().size() > had && rounds > 1
                                                            ? asked(
                                                                    tx,
                                                                    known,
                                                                    resource,
                                                                    profiles,
                                                                    rounds - 1)
                                                            : Uni.createFrom().item(answer));
                        });
    }

    private static List<byte[]> message(
            KnownDefinitions known, JsonNode resource, List<String> profiles) {
        ObjectNode head = FhirJson.object().put("state", known.state());
        ArrayNode by = head.putArray("profiles");
        profiles.forEach(by::add);
        ArrayNode absent = head.putArray("absent");
        known.absent().forEach(absent::add);
        ArrayNode keys = head.putArray("keys");
        List<byte[]> definitions = new ArrayList<>();
        known.present()
                .forEach(
                        (key, definition) -> {
                            keys.add(key);
                            definitions.add(definition);
                        });
        List<byte[]> message = new ArrayList<>();
        message.add(FhirJson.write(head));
        message.add(FhirJson.write(resource));
        message.addAll(definitions);
        return message;
    }

    private static List<String> unsettled(KnownDefinitions known, List<String> keys) {
        return keys.stream()
                .filter(key -> key.length() <= KEY_CHARACTERS_MAX && !known.knows(key))
                .toList();
    }

    private static String key(String profile) {
        return PROFILE + profile;
    }

    private static boolean isKnown(KnownDefinitions known, String profile) {
        byte[] definition = known.present().get(key(profile));
        int bar = profile.indexOf('|');
        return definition != null
                && (bar < 0
                        || FhirJson.property(definition, "version")
                                .asText()
                                .equals(profile.substring(bar + 1)));
    }

    /**
     * A profile that is not known here is somebody else's assertion, which R4 lets stand (section
     * 2.27.2); but an address of ours that leads nowhere is a slip.
     */
    private static Issue unknown(String profile) {
        Issue issue = Issue.of(Refusal.PROFILE_UNKNOWN, shown(profile));
        return profile.startsWith(Systems.BASE) ? issue : issue.withSeverity(Severity.WARNING);
    }

    private static Issue issue(JsonNode said) {
        String text = shown(said.path("text").asText());
        Issue issue = Issue.saying(Refusal.PROFILE_BROKEN, new Said("校验结果：" + text, text));
        String place = REMARK.matcher(said.path("place").asText("")).replaceAll("");
        return (place.isEmpty() ? issue : issue.at(place)).withSeverity(severity(said));
    }

    private static Severity severity(JsonNode said) {
        return switch (said.path("severity").asText()) {
            case "error", "fatal" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> Severity.INFORMATION;
        };
    }

    private static String shown(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
