package org.yunzhen.mappings.definition;

import java.util.HashMap;
import java.util.Map;

/** The primitive types of R4, named as FHIR names them. */
public enum Primitive {
    BASE64_BINARY("base64Binary"),
    BOOLEAN("boolean"),
    CANONICAL("canonical"),
    CODE("code"),
    DATE("date"),
    DATE_TIME("dateTime"),
    DECIMAL("decimal"),
    ID("id"),
    INSTANT("instant"),
    INTEGER("integer"),
    MARKDOWN("markdown"),
    OID("oid"),
    POSITIVE_INT("positiveInt"),
    STRING("string"),
    TIME("time"),
    UNSIGNED_INT("unsignedInt"),
    URI("uri"),
    URL("url"),
    UUID("uuid"),
    XHTML("xhtml");

    private static final Map<String, Primitive> BY_NAME = new HashMap<>();

    static {
        for (Primitive primitive : values()) {
            BY_NAME.put(primitive.fhirName, primitive);
        }
    }

    private final String fhirName;

    Primitive(String fhirName) {
        this.fhirName = fhirName;
    }

    /** The primitive of that FHIR name, or null if the type is none. */
    public static Primitive named(String fhirName) {
        return BY_NAME.get(fhirName);
    }

    public String fhirName() {
        return fhirName;
    }
}
