package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.hospital.access.Role;
import org.yunzhen.hospital.fhir.Answer;
import org.yunzhen.hospital.fhir.Call;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.json.FhirJson;

/** {@code Consent/$text}: the text an app must show before it posts a Consent bound to it. */
@Singleton
class ConsentTextOperation implements Operation {
    private static final int OK = 200;

    private final ConsentTexts texts;

    ConsentTextOperation(ConsentTexts texts) {
        this.texts = texts;
    }

    @Override
    public String type() {
        return "Consent";
    }

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Level level() {
        return Level.TYPE;
    }

    @Override
    public Set<Role> callers() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public String description() {
        return "The current version of a text of informed consent, in the language that is"
                + " preferred. A Consent of treatment names its uri in policy.uri.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("name", "string", "Which text; online-visit when not given"),
                new Parameter("version", "out", 1, "1", "string", "Version of the text"),
                new Parameter("uri", "out", 1, "1", "uri", "For Consent.policy.uri"),
                new Parameter("title", "out", 1, "1", "string", "Title"),
                new Parameter("text", "out", 1, "1", "markdown", "The text to show"));
    }

    @Override
    public Uni<Answer> run(Call call, Tx tx) {
        String name = Inputs.of(call).text("name").orElse(ConsentTexts.ONLINE_VISIT);
        ConsentText text =
                texts.find(name, Today.of(tx.now())).orElseThrow(() -> Inputs.invalid("name"));
        return Uni.createFrom().item(Answer.document(OK, parameters(call, text)));
    }

    private static ObjectNode parameters(Call call, ConsentText text) {
        ObjectNode answer = FhirJson.object().put("resourceType", "Parameters");
        ArrayNode parameters = answer.putArray("parameter");
        parameters.addObject().put("name", "version").put("valueString", text.version());
        parameters.addObject().put("name", "uri").put("valueUri", text.uri());
        parameters.addObject().put("name", "title").put("valueString", text.title(call.language()));
        parameters.addObject().put("name", "text").put("valueMarkdown", text.text(call.language()));
        return answer;
    }
}
