package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yunzhen.mappings.definition.Published;
import org.yunzhen.mappings.json.FhirJson;

/**
 * TerminologyCapabilities ({@code /metadata?mode=terminology}): the code systems that everybody may
 * ask about, and what of expanding, validating and translating is registered.
 */
final class TerminologyStatement {
    static final String TYPE = "TerminologyCapabilities";
    static final String ID = "yunzhen";
    private static final String NAME = "YunzhenTerminology";

    private TerminologyStatement() {}

    /** Its canonical address. */
    private static String url(String base) {
        return base + "/metadata?mode=terminology";
    }

    static ObjectNode of(String base, Operations operations, Published r4) {
        ObjectNode statement = FhirJson.object();
        statement.put("resourceType", TYPE).put("id", ID);
        statement.put("url", url(base));
        statement.put("name", NAME);
        statement.put("status", "active");
        statement.put("date", Software.PUBLISHED);
        statement.put("publisher", Software.NAME);
        statement.put("kind", "instance");
        Software.nameIn(statement);
        statement.putObject("implementation").put("description", "Yunzhen (云诊)").put("url", base);
        ArrayNode systems = statement.putArray("codeSystem");
        r4.all("CodeSystem").stream()
                .map(Published.Entry::url)
                .distinct()
                .forEach(url -> systems.addObject().put("uri", url));
        for (Operation operation : operations.all()) {
            String name = operation.type() + "/" + operation.name();
            switch (name) {
                case "ValueSet/expand" -> statement.set("expansion", expansion(operation));
                case "ValueSet/validate-code" ->
                        statement.putObject("validateCode").put("translations", false);
                case "ConceptMap/translate" ->
                        statement.putObject("translation").put("needsMap", true);
                default -> {}
            }
        }
        return statement;
    }

    private static ObjectNode expansion(Operation expand) {
        ObjectNode expansion = FhirJson.object();
        expansion.put("hierarchical", false).put("paging", true).put("incomplete", false);
        ArrayNode parameters = expansion.putArray("parameter");
        expand.parameters().stream()
                .filter(parameter -> parameter.use().equals("in"))
                .forEach(
                        parameter ->
                                parameters
                                        .addObject()
                                        .put("name", parameter.name())
                                        .put("documentation", parameter.documentation()));
        return expansion;
    }
}
