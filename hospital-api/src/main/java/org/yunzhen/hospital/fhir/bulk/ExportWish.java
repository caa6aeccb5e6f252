package org.yunzhen.hospital.fhir.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yunzhen.hospital.fhir.CriteriaReader;
import org.yunzhen.hospital.fhir.Inputs;
import org.yunzhen.hospital.fhir.Operation.Parameter;
import org.yunzhen.mappings.definition.DateTimeText;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.DateRange;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * What a kick-off wishes (Bulk Data Access 2.0, section "Query Parameters").
 *
 * @param since only what changed after it, or null
 * @param types empty when none is named
 * @param filters {@code Type?parameters}
 */
record ExportWish(OffsetDateTime since, Set<String> types, List<String> filters) {
    static final String FILTER = "_typeFilter";
    static final int FILE_RESOURCES_MAX = 5000;

    static final List<Parameter> PARAMETERS =
            List.of(
                    Parameter.optional(
                            "_outputFormat", "string", "application/fhir+ndjson and nothing else."),
                    Parameter.optional(
                            "_since",
                            "instant",
                            "Only resources that changed after it, and in the manifest's deleted what was"
                                    + " deleted since."),
                    Parameter.many(
                            "_type", 0, "string", "Types, parted by commas; else all there are."),
                    Parameter.many(
                            FILTER,
                            0,
                            "string",
                            "Type?parameters, parted by commas: of a type that is named, only what"
                                    + " one of them finds. No chains."),
                    new Parameter(
                            "return",
                            "out",
                            0,
                            "1",
                            "string",
                            "Nothing: 202 with Content-Location, where the manifest will be."));

    private static final Set<String> FORMATS =
            Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");

    /** A comma that parts filters and not the values of one. */
    private static final Pattern BETWEEN_FILTERS = Pattern.compile(",(?=[A-Z][A-Za-z]*\\?)");

    /**
     * @throws RefusedException 400 for what cannot be read
     */
    static ExportWish of(Inputs inputs) {
        // a plus sign in a query arrives as a space
        String format = inputs.text("_outputFormat").orElse("ndjson").replace(' ', '+');
        if (!FORMATS.contains(format)) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_outputFormat");
        }
        List<String> filters = new ArrayList<>();
        for (String text : texts(inputs, FILTER)) {
            filters.addAll(Arrays.asList(BETWEEN_FILTERS.split(text)));
        }
        Set<String> types = types(inputs);
        for (String filter : filters) {
            String type = CriteriaReader.type(FILTER, filter);
            if (!filter.contains("?") || (!types.isEmpty() && !types.contains(type))) {
                throw new RefusedException(Refusal.INVALID_PARAMETER, FILTER);
            }
        }
        return new ExportWish(
                inputs.text("_since").map(ExportWish::since).orElse(null), types, filters);
    }

    private static Set<String> types(Inputs inputs) {
        Set<String> types = new TreeSet<>();
        for (String text : texts(inputs, "_type")) {
            types.addAll(Arrays.asList(text.split(",", -1)));
        }
        if (!types.stream().allMatch(Definitions.r4()::isResourceType)) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_type");
        }
        return types;
    }

    private static List<String> texts(Inputs inputs, String name) {
        return inputs.named(name).stream().map(Inputs::value).map(JsonNode::asText).toList();
    }

    /** An instant and no more: the next export begins where one ended. */
    private static OffsetDateTime since(String value) {
        // a plus sign in a query arrives as a space
        DateTimeText instant = DateTimeText.parse(value.replace(' ', '+'));
        boolean exact =
                instant != null
                        && instant.precision() == DateTimeText.Precision.SECOND
                        && instant.offset() != null;
        if (!exact) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, "_since");
        }
        return DateRange.of(instant).low().atOffset(ZoneOffset.UTC);
    }
}
