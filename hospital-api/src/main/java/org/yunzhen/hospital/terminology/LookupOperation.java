package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.identifier.Naming;
import org.yunzhen.mappings.json.FhirJson;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** {@code CodeSystem/$lookup} (R4 operation CodeSystem-lookup). */
@ApplicationScoped
class LookupOperation implements TerminologyOperation {
    private static final int CHILDREN_MAX = 500;

    private final CodeSystems systems;
    private final Concepts concepts;

    LookupOperation(CodeSystems systems, Concepts concepts) {
        this.systems = systems;
        this.concepts = concepts;
    }

    @Override
    public String type() {
        return "CodeSystem";
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public String description() {
        return "What a code means: its name in the languages there are, its parents and children,"
                + " its properties. What HL7 publishes with R4 needs no token.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("code", "code", "male: the code, or else coding."),
                Parameter.optional(
                        "system",
                        "uri",
                        "http://hl7.org/fhir/administrative-gender: its system, or else in coding."),
                Parameter.optional("version", "string", "Version of the system."),
                Parameter.optional("coding", "Coding", "The code with its system."),
                Parameter.many("property", 0, "code", "parent: only these properties."),
                new Parameter("name", "out", 1, "1", "string", "Name of the code system."),
                new Parameter("version", "out", 0, "1", "string", "Version of the system."),
                new Parameter("display", "out", 1, "1", "string", "Name of the code."),
                new Parameter("designation", "out", 0, "*", "string", "Other names.")
                        .of(
                                new Parameter("language", "out", 0, "1", "code", "Its language."),
                                new Parameter("use", "out", 0, "1", "Coding", "Its purpose."),
                                new Parameter("value", "out", 1, "1", "string", "The name.")),
                new Parameter("property", "out", 0, "*", "string", "Properties.")
                        .of(
                                new Parameter("code", "out", 1, "1", "code", "Which."),
                                new Parameter("value", "out", 0, "1", "string", "Its value.")
                                        .or("code")
                                        .or("Coding")
                                        .or("boolean")
                                        .or("integer")
                                        .or("dateTime")
                                        .or("decimal")));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        Inputs inputs = Inputs.of(call);
        View view = View.of(call, tx);
        String system = inputs.text("system").orElse(null);
        CodingInput coding = CodingInput.one(inputs, "code", "coding", system);
        if (coding.system() == null) {
            throw Inputs.missing("system");
        }
        Set<String> wanted = new HashSet<>(inputs.texts("property"));
        return systems.find(view, coding.system(), coding.version())
                .map(found -> found.orElseThrow(() -> unknownSystem(coding.system())))
                .chain(found -> answer(view, found, coding, wanted));
    }

    private Uni<Answer> answer(
            View view, KnownSystem system, CodingInput coding, Set<String> wanted) {
        return concepts.find(view.tx(), system, coding.code())
                .map(found -> found.orElseThrow(() -> unknownCode(coding)))
                .chain(
                        concept ->
                                children(view, system, concept)
                                        .map(
                                                children ->
                                                        written(
                                                                view, system, concept, children,
                                                                wanted)));
    }

    private Uni<List<Concept>> children(View view, KnownSystem system, Concept concept) {
        Condition below = new Condition.ChildrenOf(concept.code());
        return concepts.page(
                view.tx(),
                system,
                below.and(new Condition.KindsOf(concept.code(), false)),
                0,
                CHILDREN_MAX);
    }

    private static Answer written(
            View view,
            KnownSystem system,
            Concept concept,
            List<Concept> children,
            Set<String> wanted) {
        ObjectNode parameters = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        text(list, "name", name(system));
        if (system.version() != null) {
            text(list, "version", system.version());
        }
        String display = concept.display(view.language());
        text(list, "display", display == null ? concept.code() : display);
        if (concept.display() != null && !concept.display().equals(display)) {
            designation(list, FhirJson.object().put("value", concept.display()));
        }
        concept.designations().forEach(designation -> designation(list, designation));
        Properties properties = new Properties(list, wanted);
        properties.text("definition", concept.definition());
        properties.flag("inactive", concept.inactive());
        concept.parents().forEach(parent -> properties.code("parent", parent));
        children.forEach(child -> properties.code("child", child.code()));
        concept.properties().forEach(properties::own);
        return Answer.document(200, parameters);
    }

    /** That of the system, else by which its NamingSystem knows it. */
    private static String name(KnownSystem system) {
        return system.name() == null
                ? Naming.of(system.url()).map(Naming::name).orElse(system.url())
                : system.name();
    }

    private static void text(ArrayNode list, String name, String value) {
        list.addObject().put("name", name).put("valueString", value);
    }

    private static void designation(ArrayNode list, JsonNode designation) {
        ArrayNode parts = list.addObject().put("name", "designation").putArray("part");
        if (designation.has("language")) {
            parts.addObject()
                    .put("name", "language")
                    .put("valueCode", designation.path("language").asText());
        }
        if (designation.has("use")) {
            parts.addObject().put("name", "use").set("valueCoding", designation.path("use"));
        }
        text(parts, "value", designation.path("value").asText());
    }

    private static RefusedException unknownSystem(String url) {
        return new RefusedException(Refusal.UNKNOWN_CODE_SYSTEM, CodingInput.shown(url));
    }

    private static RefusedException unknownCode(CodingInput coding) {
        return new RefusedException(
                Refusal.UNKNOWN_CODE,
                CodingInput.shown(coding.code()),
                CodingInput.shown(coding.system()));
    }

    /** The properties of an answer, as far as they were wished. */
    private record Properties(ArrayNode list, Set<String> wanted) {
        void text(String code, String value) {
            if (value != null) {
                add(code, "valueString", FhirJson.text(value));
            }
        }

        void code(String code, String value) {
            add(code, "valueCode", FhirJson.text(value));
        }

        void flag(String code, boolean value) {
            add(code, "valueBoolean", FhirJson.object().booleanNode(value));
        }

        void own(JsonNode property) {
            String code = property.path("code").asText();
            property.properties().stream()
                    .filter(entry -> entry.getKey().startsWith("value"))
                    .filter(entry -> !code.equals("parent") && !code.equals("child"))
                    .forEach(entry -> add(code, entry.getKey(), entry.getValue()));
        }

        private void add(String code, String type, JsonNode value) {
            if (!wanted.isEmpty() && !wanted.contains(code)) {
                return;
            }
            ArrayNode parts = list.addObject().put("name", "property").putArray("part");
            parts.addObject().put("name", "code").put("valueCode", code);
            parts.addObject().put("name", "value").set(type, value);
        }
    }
}
