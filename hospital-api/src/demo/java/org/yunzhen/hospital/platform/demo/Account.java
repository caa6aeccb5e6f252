package org.yunzhen.hospital.platform.demo;

import java.util.List;

/**
 * Somebody who can sign in at the demo issuer.
 *
 * @param role code of a {@link org.yunzhen.hospital.access.Role}
 * @param actor the resource that stands for them, {@code Type/id}
 */
record Account(String name, String secretHash, String role, String actor, List<String> tenants) {
    /** The patient id where the account is a patient's, else null. */
    String patient() {
        return actor.startsWith("Patient/") ? actor.substring("Patient/".length()) : null;
    }
}
