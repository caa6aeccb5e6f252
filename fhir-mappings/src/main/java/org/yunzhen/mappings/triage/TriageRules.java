package org.yunzhen.mappings.triage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One version of the triage rules: a document of data, compiled. Immutable and safe to share.
 *
 * <p>Medical content is the house's own and awaits review by clinicians; R04 asks for red flags,
 * their list is ours.
 */
public final class TriageRules {
    /** Where the packaged document lies on the class path. */
    public static final String RESOURCE = "/content/triage/rules.json";

    private final JsonNode document;
    final Lexicon lexicon;
    final List<Pattern> asides;
    final List<TriageRule.RedFlag> redFlags;
    final List<TriageRule.Route> routes;
    final List<TriageRule.Fallback> fallbacks;

    /**
     * One symptom a client may offer for choice and send as a code.
     *
     * @param id the rule's id, to be sent as symptom code
     * @param redFlag whether choosing it raises an emergency
     */
    public record Symptom(String id, boolean redFlag, Wording name) {}

    TriageRules(
            JsonNode document,
            Lexicon lexicon,
            List<Pattern> asides,
            List<TriageRule.RedFlag> redFlags,
            List<TriageRule.Route> routes,
            List<TriageRule.Fallback> fallbacks) {
        this.document = document;
        this.lexicon = lexicon;
        this.asides = List.copyOf(asides);
        this.redFlags = List.copyOf(redFlags);
        this.routes = List.copyOf(routes);
        this.fallbacks = List.copyOf(fallbacks);
    }

    /**
     * The rules packaged with this version.
     *
     * @throws IllegalStateException if they are not on the class path
     */
    public static TriageRules load() {
        try (InputStream in = TriageRules.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("triage rules are not packaged: " + RESOURCE);
            }
            return parse(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiles a document of the form of {@link #RESOURCE}.
     *
     * @throws IllegalArgumentException if it is not of that form; the message names the place
     */
    public static TriageRules parse(JsonNode document) {
        return new RulesReader(document).read();
    }

    /** Id of the document, kept by all its versions. */
    public String id() {
        return document.path("id").asText();
    }

    /** Canonical url of the document. */
    public String url() {
        return document.path("url").asText();
    }

    /** Business version, named by every answer. */
    public String version() {
        return document.path("version").asText();
    }

    /** First day (Asia/Shanghai) on which this version decides. */
    public LocalDate effectiveFrom() {
        return LocalDate.parse(document.path("effectiveFrom").asText());
    }

    /** Ids of all departments to which a rule may lead. */
    public Set<String> departmentIds() {
        Set<String> ids = new LinkedHashSet<>();
        routes.forEach(route -> ids.addAll(route.departments().keySet()));
        fallbacks.forEach(fallback -> ids.add(fallback.departmentId()));
        return ids;
    }

    /** All symptoms that may be sent as codes, red flags first. */
    public List<Symptom> symptoms() {
        return Stream.concat(
                        redFlags.stream().map(f -> new Symptom(f.id(), true, f.name())),
                        routes.stream()
                                .filter(route -> !route.beside())
                                .map(r -> new Symptom(r.id(), false, r.name())))
                .toList();
    }

    /**
     * The document as a FHIR R4 {@code Library} of type logic-library; the rules are its content as
     * {@code application/json}, base64.
     */
    public ObjectNode asLibrary() {
        ObjectNode library = JsonNodeFactory.instance.objectNode();
        library.put("resourceType", "Library").put("id", id()).put("url", url());
        library.put("version", version()).put("name", document.path("name").asText());
        library.put("title", wording("title").zh() + " / " + wording("title").en());
        library.put("status", document.path("status").asText());
        library.putObject("type")
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/library-type")
                .put("code", "logic-library");
        library.put("date", document.path("effectiveFrom").asText());
        Wording description = wording("description");
        library.put("description", description.zh() + "\n\n" + description.en());
        library.putObject("effectivePeriod").put("start", effectiveFrom().toString());
        library.putArray("content")
                .addObject()
                .put("contentType", "application/json")
                .put("data", base64());
        return library;
    }

    private String base64() {
        byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(bytes);
    }

    String emergencyRule() {
        return document.path("emergency").path("rule").asText();
    }

    Wording emergencyAdvice() {
        return RulesReader.wording(document.path("emergency").path("advice"), "emergency.advice");
    }

    Wording safetyNet() {
        return wording("safetyNet");
    }

    Wording unclear(String what) {
        return RulesReader.wording(document.path("unclear").path(what), "unclear." + what);
    }

    private Wording wording(String element) {
        return RulesReader.wording(document.path(element), element);
    }
}
