package org.yunzhen.hospital.platform.demo.hospital;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The demo's reference documents, for tests of other rooms. */
public final class DemoReference {
    private DemoReference() {}

    /** All of a type, new with every call. */
    public static List<ObjectNode> of(String type) {
        return DemoHospital.reference().stream()
                .filter(document -> document.path("resourceType").asText().equals(type))
                .toList();
    }
}
