package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.store.Stamp;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** {@code ValueSet/$expand} (R4 operation ValueSet-expand). */
@ApplicationScoped
class ExpandOperation implements TerminologyOperation {
    private static final List<String> ABOUT =
            List.of("url", "version", "name", "title", "status", "experimental", "date");

    private final AskedSet asked;
    private final Selections selections;
    private final Expander expander;

    ExpandOperation(AskedSet asked, Selections selections, Expander expander) {
        this.asked = asked;
        this.selections = selections;
        this.expander = expander;
    }

    @Override
    public String type() {
        return "ValueSet";
    }

    @Override
    public String name() {
        return "expand";
    }

    @Override
    public String description() {
        return "The codes of a value set, a thousand at most in an answer; more in pages, with"
                + " count and offset. What HL7 publishes with R4 needs no token.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional(
                        "url",
                        "uri",
                        "http://hl7.org/fhir/ValueSet/administrative-gender: or else valueSet."),
                Parameter.optional("valueSet", "ValueSet", "The value set itself."),
                Parameter.optional("valueSetVersion", "string", "Version of the value set."),
                Parameter.optional(
                        "filter", "string", "Words that code or name hold, or begin with."),
                Parameter.optional("offset", "integer", "Codes to leave out at the beginning."),
                Parameter.optional("count", "integer", "Codes of a page, at most 1000."),
                Parameter.optional("includeDesignations", "boolean", "Whether with other names."),
                Parameter.optional("includeDefinition", "boolean", "Whether with its definition."),
                Parameter.optional("activeOnly", "boolean", "Whether without retired codes."),
                Parameter.result("ValueSet", "The value set with its expansion."));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        View view = View.of(call, tx);
        ExpansionWish wish = ExpansionWish.of(Inputs.of(call));
        return asked.of(call, view)
                .chain(
                        valueSet ->
                                selections
                                        .of(view, valueSet)
                                        .map(selection -> narrowed(selection, wish))
                                        .chain(selection -> expander.page(view, selection, wish))
                                        .map(page -> answer(tx, valueSet, wish, page)));
    }

    private static Selection narrowed(Selection selection, ExpansionWish wish) {
        Selection active = wish.activeOnly() ? selection.and(new Condition.Active()) : selection;
        return wish.filter() == null ? active : active.and(new Condition.Found(wish.filter()));
    }

    private static Answer answer(
            Tx tx, ObjectNode valueSet, ExpansionWish wish, Expander.Page page) {
        ObjectNode answer = FhirJson.object().put("resourceType", "ValueSet");
        if (wish.definition()) {
            answer.setAll(valueSet);
        } else {
            ABOUT.stream()
                    .filter(valueSet::has)
                    .forEach(name -> answer.set(name, valueSet.get(name)));
        }
        ObjectNode expansion = answer.putObject("expansion");
        expansion.put("identifier", "urn:uuid:" + UUID.randomUUID());
        expansion.put("timestamp", Stamp.instant(tx.now()));
        expansion.put("total", page.total());
        expansion.put("offset", wish.offset());
        ArrayNode parameters = FhirJson.array();
        if (wish.filter() != null) {
            parameters.addObject().put("name", "filter").put("valueString", wish.filter());
        }
        if (wish.activeOnly()) {
            parameters.addObject().put("name", "activeOnly").put("valueBoolean", true);
        }
        versions(page)
                .forEach(v -> parameters.addObject().put("name", "version").put("valueUri", v));
        if (!parameters.isEmpty()) {
            expansion.set("parameter", parameters);
        }
        ArrayNode contains = FhirJson.array();
        page.members().forEach(member -> contains.add(written(member, wish)));
        if (!contains.isEmpty()) {
            expansion.set("contains", contains);
        }
        return Answer.document(200, answer);
    }

    /** Of which versions of the systems the codes are. */
    private static Set<String> versions(Expander.Page page) {
        Set<String> versions = new LinkedHashSet<>();
        for (Expander.Member member : page.members()) {
            if (member.version() != null) {
                versions.add(member.url() + "|" + member.version());
            }
        }
        return versions;
    }

    private static ObjectNode written(Expander.Member member, ExpansionWish wish) {
        Concept concept = member.concept();
        ObjectNode one = FhirJson.object().put("system", member.url());
        if (concept.isAbstract()) {
            one.put("abstract", true);
        }
        if (concept.inactive()) {
            one.put("inactive", true);
        }
        one.put("code", concept.code());
        if (member.display() != null) {
            one.put("display", member.display());
        }
        if (wish.designations() && !concept.designations().isEmpty()) {
            one.set("designation", concept.designations());
        }
        return one;
    }
}
