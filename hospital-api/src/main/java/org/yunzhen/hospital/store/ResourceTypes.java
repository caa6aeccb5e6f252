package org.yunzhen.hospital.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.yunzhen.mappings.definition.Definitions;

/** The resource types that can be stored: all of R4. */
@ApplicationScoped
public class ResourceTypes {
    /** Whether R4 defines a resource type of this name. */
    public boolean isKnown(String type) {
        return Definitions.r4().isResourceType(type);
    }
}
