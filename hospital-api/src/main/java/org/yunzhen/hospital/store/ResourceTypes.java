package org.yunzhen.hospital.store;

import jakarta.enterprise.context.ApplicationScoped;

/** The resource types that can be stored: all of R4. */
@ApplicationScoped
public class ResourceTypes {
    /** Whether R4 defines a resource type of this name. */
    public boolean isKnown(String type) {
        return type.matches("[A-Z][A-Za-z]+");
    }
}
