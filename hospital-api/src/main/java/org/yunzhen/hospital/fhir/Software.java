package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What this software is called, as its statements about itself say. */
final class Software {
    static final String NAME = "Yunzhen";
    static final String VERSION = "0.1.0";

    /** When what it says of itself was published. */
    static final String PUBLISHED = "2026-11-28";

    private Software() {}

    /** Adds it to a statement of capabilities. */
    static void nameIn(ObjectNode statement) {
        statement.putObject("software").put("name", NAME).put("version", VERSION);
    }
}
