package org.yunzhen.hospital.fhir;

import java.util.Locale;

/**
 * What a composite parameter finds and what not.
 *
 * @param required elements that a resource of the type must have
 * @param together elements with all parts of the value in one
 * @param apart the same, in different ones
 * @param value that is asked for
 */
record CompositeCase(
        String type, String code, String required, String together, String apart, String value) {
    String id(String name) {
        return "ec-" + code.toLowerCase(Locale.ROOT) + "-" + name;
    }

    @Override
    public String toString() {
        return type + "?" + code + "=" + value;
    }
}
