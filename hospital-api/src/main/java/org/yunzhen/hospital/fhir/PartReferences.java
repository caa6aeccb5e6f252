package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;

/** References, canonicals and uris in one component, as SQL/JSON. */
final class PartReferences {
    private PartReferences() {}

    /** What the values of a path must be, behind it. */
    static String test(
            SearchPath path,
            int at,
            SearchParam param,
            String value,
            OwnAddresses own,
            ObjectNode variables) {
        String plain = Escapes.plain(value);
        return path.type().equals("Reference")
                ? ".\"reference\" ? (" + literal(at, param, plain, own, variables) + ")"
                : " ? (" + named(at, plain, "|", variables) + ")";
    }

    /** An id alone may be of any type that the parameter points at; whatever the version. */
    private static String literal(
            int at, SearchParam param, String value, OwnAddresses own, ObjectNode variables) {
        boolean whole = value.contains("/") || value.contains(":");
        Stream<String> any =
                whole
                        ? Stream.of(ReferenceValues.local(own.local(value)))
                        : param.targets().stream().map(type -> type + "/" + value);
        return any.flatMap(one -> Stream.concat(Stream.of(one), own.absolute(one).stream()))
                .map(one -> named(at, one, "/_history/", variables))
                .collect(Collectors.joining(" || "));
    }

    private static String named(int at, String value, String version, ObjectNode variables) {
        String name = "r" + at + "of" + variables.size();
        variables.put(name, value);
        variables.put(name + "v", value + version);
        return "@ == $" + name + " || @ starts with $" + name + "v";
    }
}
