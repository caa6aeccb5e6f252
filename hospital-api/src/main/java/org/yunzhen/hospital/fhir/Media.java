package org.yunzhen.hospital.fhir;

import java.util.Locale;
import java.util.Set;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Media types of this door: JSON in and out, forms for {@code _search}. */
final class Media {
    private static final Set<String> JSON_TYPES =
            Set.of("application/fhir+json", "application/json", "text/json");
    private static final Set<String> JSON_FORMATS =
            Set.of("json", "application/fhir+json", "application/json", "text/json");
    private static final Set<String> ANYTHING = Set.of("*/*", "application/*");
    private static final String JSON = "application/fhir+json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Media() {}

    /** 406 unless JSON is acceptable; {@code _format} outweighs {@code Accept}. */
    static void checkAccept(String accept, String format) {
        if (format != null) {
            // a plus sign in a query arrives as a space
            if (!JSON_FORMATS.contains(bare(format).replace(' ', '+'))) {
                throw new RefusedException(Refusal.NOT_ACCEPTABLE, JSON);
            }
            return;
        }
        if (accept == null || accept.isBlank()) {
            return;
        }
        for (String range : accept.split(",", -1)) {
            String type = bare(range);
            if (JSON_TYPES.contains(type) || ANYTHING.contains(type)) {
                return;
            }
        }
        throw new RefusedException(Refusal.NOT_ACCEPTABLE, JSON);
    }

    /** 415 unless the body is JSON. */
    static void checkJson(String contentType) {
        if (contentType == null || !JSON_TYPES.contains(bare(contentType))) {
            throw new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, JSON);
        }
    }

    /**
     * Whether the body is a JSON Patch, and not a FHIRPath Patch; 415 unless it is one of the two.
     */
    static boolean isJsonPatch(String contentType) {
        String type = contentType == null ? "" : bare(contentType);
        if (!type.equals(JSON_PATCH) && !JSON_TYPES.contains(type)) {
            throw new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, JSON_PATCH + ", " + JSON);
        }
        return type.equals(JSON_PATCH);
    }

    /** 415 unless the body is a form. */
    static void checkForm(String contentType) {
        if (contentType != null && !bare(contentType).equals(FORM)) {
            throw new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, FORM);
        }
    }

    private static String bare(String type) {
        int parameters = type.indexOf(';');
        String name = parameters < 0 ? type : type.substring(0, parameters);
        return name.trim().toLowerCase(Locale.ROOT);
    }
}
