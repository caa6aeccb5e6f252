package org.yunzhen.mappings.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.definition.SearchPath;
import org.yunzhen.mappings.index.IndexValue.Ref;

/** References: literal, absolute, logical, canonical (R4, Search, reference). */
final class ReferenceReader implements ValueReader {
    @Override
    public void read(SearchParam param, SearchPath path, JsonNode found, Set<IndexValue> values) {
        Ref ref =
                switch (path.type()) {
                    case "Reference" -> reference(param.key(), found);
                    case "canonical", "uri" -> url(param.key(), found.textValue());
                    case "Resource" -> resource(param, found);
                    default -> null;
                };
        if (ref != null && (path.resolvesTo() == null || resolvesTo(ref, path.resolvesTo()))) {
            values.add(ref);
        }
    }

    private static Ref reference(String param, JsonNode reference) {
        String literal = ValueReader.text(reference, "reference");
        JsonNode identifier = reference.path("identifier");
        String system = ValueReader.text(identifier, "system");
        String value = ValueReader.text(identifier, "value");
        RelativeReference relative = literal == null ? null : RelativeReference.parse(literal);
        if (relative != null) {
            return new Ref(param, relative.type(), relative.id(), null, system, value);
        }
        boolean absolute = literal != null && isAbsolute(literal);
        return absolute || value != null
                ? new Ref(
                        param,
                        ValueReader.text(reference, "type"),
                        null,
                        absolute ? literal : null,
                        system,
                        value)
                : null;
    }

    /** Contained and conditional references lead to nothing that a search could name. */
    private static boolean isAbsolute(String literal) {
        int colon = literal.indexOf(':');
        return colon > 0 && literal.indexOf('?') < 0 && literal.charAt(0) != '#';
    }

    private static Ref url(String param, String url) {
        return url == null ? null : new Ref(param, null, null, url, null, null);
    }

    /** A resource inside a Bundle, found as if it were referred to. */
    private static Ref resource(SearchParam param, JsonNode resource) {
        String type = ValueReader.text(resource, "resourceType");
        String id = ValueReader.text(resource, "id");
        return id != null && param.targets().contains(type)
                ? new Ref(param.key(), type, id, null, null, null)
                : null;
    }

    /** Told by the reference itself, since nothing is read here; unknown is no. */
    private static boolean resolvesTo(Ref ref, String type) {
        return type.equals(ref.type())
                || (ref.url() != null && ref.url().contains("/" + type + "/"));
    }
}
