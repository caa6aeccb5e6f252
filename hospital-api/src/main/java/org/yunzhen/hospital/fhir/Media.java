package org.yunzhen.hospital.fhir;

import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** Media types of this door: JSON and XML in and out, forms for {@code _search}. */
final class Media {
    private static final Map<String, Format> TYPES =
            Map.of(
                    "application/fhir+json", Format.JSON,
                    "application/json", Format.JSON,
                    "text/json", Format.JSON,
                    "application/fhir+xml", Format.XML,
                    "application/xml", Format.XML,
                    "text/xml", Format.XML);
    private static final Pattern WEIGHT = Pattern.compile("[qQ]=[01](?:\\.[0-9]{0,3})?");
    private static final String WANTED_KEPT = "yunzhen.format";
    private static final Set<String> ANYTHING = Set.of("*/*", "application/*");
    private static final String AVAILABLE = Format.JSON.mediaType() + ", " + Format.XML.mediaType();
    private static final String JSON_PATCH = "application/json-patch+json";

    /** What a PATCH may be. */
    static final String PATCHES = JSON_PATCH + ", " + AVAILABLE;

    private static final String FORM = "application/x-www-form-urlencoded";

    private Media() {}

    /**
     * A format, and what it is called in the answer: as the caller called it, where that was not
     * FHIR's own name (R4 section 3.1.0.1.11).
     */
    record Wanted(Format format, CharSequence contentType) {
        private static final Wanted FHIR_JSON = of(Format.JSON);
        private static final Wanted FHIR_XML = of(Format.XML);

        private static Wanted of(Format format) {
            return new Wanted(format, format.contentType());
        }

        private static Wanted fhirs(Format format) {
            return format == Format.JSON ? FHIR_JSON : FHIR_XML;
        }
    }

    /**
     * Notes in which format to answer.
     *
     * @throws RefusedException 406 when neither is acceptable
     */
    static void keepWanted(RoutingContext http, List<Map.Entry<String, String>> query) {
        http.put(WANTED_KEPT, wanted(http, query));
    }

    /** Has the answer called by FHIR's own name, whatever the caller called it. */
    static void keepFhirsName(RoutingContext http) {
        http.put(WANTED_KEPT, Wanted.fhirs(wanted(http).format()));
    }

    /** In which format to answer; JSON when the caller wants none that there is. */
    static Wanted wanted(RoutingContext http) {
        Wanted kept = http.get(WANTED_KEPT);
        if (kept != null) {
            return kept;
        }
        try {
            return wanted(http, Queries.of(http.request().query()));
        } catch (RefusedException unreadable) {
            return Wanted.FHIR_JSON;
        }
    }

    private static Wanted wanted(RoutingContext http, List<Map.Entry<String, String>> query) {
        String named =
                query.stream()
                        .filter(entry -> entry.getKey().equals("_format"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
        return wanted(Headers.list(http.request(), "Accept"), named);
    }

    /**
     * In which format to answer; {@code _format} outweighs {@code Accept} (R4 section 3.1.0.1.11).
     * JSON where the caller has no preference.
     *
     * @throws RefusedException 406 when neither is acceptable
     */
    private static Wanted wanted(String accept, String format) {
        if (format != null) {
            return Wanted.fhirs(named(format));
        }
        if (accept == null || accept.isBlank()) {
            return Wanted.FHIR_JSON;
        }
        Map<Format, Double> weights = new LinkedHashMap<>();
        Map<Format, String> names = new EnumMap<>(Format.class);
        double others = 0;
        for (String range : accept.split(",", -1)) {
            if (!isOfR4(range)) {
                continue;
            }
            String type = bare(range);
            if (ANYTHING.contains(type)) {
                others = Math.max(others, weight(range));
            } else if (TYPES.containsKey(type)) {
                weights.merge(TYPES.get(type), weight(range), Math::max);
                names.merge(TYPES.get(type), type, Media::fhirsOrFirst);
            }
        }
        // a range is for those that are not named: what is named with q=0 is not wanted
        weights.putIfAbsent(Format.JSON, others);
        weights.putIfAbsent(Format.XML, others);
        Format best = heaviest(weights);
        String name = names.getOrDefault(best, best.mediaType());
        return name.equals(best.mediaType())
                ? Wanted.fhirs(best)
                : new Wanted(best, name + ";charset=utf-8");
    }

    private static String fhirsOrFirst(String first, String other) {
        return other.startsWith("application/fhir+") ? other : first;
    }

    /** The first of those that weigh most. */
    private static Format heaviest(Map<Format, Double> weights) {
        Format best = null;
        double weight = 0;
        for (Map.Entry<Format, Double> one : weights.entrySet()) {
            if (one.getValue() > weight) {
                best = one.getKey();
                weight = one.getValue();
            }
        }
        if (best == null) {
            throw new RefusedException(Refusal.NOT_ACCEPTABLE, AVAILABLE);
        }
        return best;
    }

    private static Format named(String format) {
        // a plus sign in a query arrives as a space
        String name = bare(format).replace(' ', '+');
        Format found =
                switch (name) {
                    case "json" -> Format.JSON;
                    case "xml" -> Format.XML;
                    default -> TYPES.get(name);
                };
        if (found == null || !isOfR4(format)) {
            throw new RefusedException(Refusal.NOT_ACCEPTABLE, AVAILABLE);
        }
        return found;
    }

    /** Whether a type names no other release of FHIR than ours (R4 section 3.1.0.1.11). */
    private static boolean isOfR4(String type) {
        String release = parameter(type, "fhirversion");
        return release == null || release.equals("4.0") || release.startsWith("4.0.");
    }

    /** A parameter of a type, without quotation marks, or null. */
    private static String parameter(String type, String name) {
        for (String one : type.split(";", -1)) {
            int equals = one.indexOf('=');
            if (equals > 0 && one.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return one.substring(equals + 1).strip().replace("\"", "");
            }
        }
        return null;
    }

    /** The weight of a range (RFC 9110 section 12.4.2); one that cannot be read is 1. */
    private static double weight(String range) {
        for (String parameter : range.split(";", -1)) {
            String text = parameter.strip();
            if (WEIGHT.matcher(text).matches()) {
                return Double.parseDouble(text.substring(2));
            }
        }
        return 1;
    }

    /**
     * In which format a body is.
     *
     * @throws RefusedException 415 when it is none of this door
     */
    static Format given(String contentType) {
        Format given = contentType == null ? null : TYPES.get(bare(contentType));
        if (given == null || !isOfR4(contentType) || !isUtf8(contentType)) {
            throw new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, AVAILABLE);
        }
        return given;
    }

    /** FHIR is written in UTF-8 alone (R4 section 2.6.1). */
    private static boolean isUtf8(String contentType) {
        String charset = parameter(contentType, "charset");
        return charset == null
                || charset.equalsIgnoreCase("utf-8")
                || charset.equalsIgnoreCase("utf8")
                || charset.equalsIgnoreCase("us-ascii");
    }

    /**
     * Whether the body is a JSON Patch, and not a FHIRPath Patch; 415 unless it is one of the two.
     */
    static boolean isJsonPatch(String contentType) {
        String type = contentType == null ? "" : bare(contentType);
        if (!type.equals(JSON_PATCH) && !TYPES.containsKey(type)) {
            throw new RefusedException(Refusal.UNSUPPORTED_MEDIA_TYPE, PATCHES);
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
