package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.definition.Structure;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Whether a posted Bundle has only members that R4 gives it: one that is misspelt and passed over
 * would leave undone what it asks, or do what it should prevent.
 */
final class BundleMembers {
    private static final List<String> PARTS = List.of("request", "search", "response");
    private static final String LINK = "link";

    private BundleMembers() {}

    /**
     * @throws RefusedException 422 for a member beside the entries that a Bundle does not have
     */
    static void check(JsonNode bundle) {
        Structure known = Definitions.r4().structure("Bundle");
        refuseUnknown(known, bundle, "Bundle.");
        refuseUnknownInLinks(bundle, "Bundle.");
    }

    /**
     * The same of an entry and what it asks.
     *
     * @throws RefusedException 422 for a member that they do not have
     */
    static void checkEntry(JsonNode entry) {
        Structure known = Definitions.r4().structure("Bundle").property("entry").structure();
        refuseUnknown(known, entry, "");
        for (String part : PARTS) {
            refuseUnknown(known.property(part).structure(), entry.path(part), part + ".");
        }
        refuseUnknownInLinks(entry, "");
    }

    private static void refuseUnknownInLinks(JsonNode given, String before) {
        Structure known = Definitions.r4().structure("Bundle").property(LINK).structure();
        given.path(LINK).forEach(link -> refuseUnknown(known, link, before + LINK + "."));
    }

    private static void refuseUnknown(Structure known, JsonNode given, String before) {
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            boolean isType = known.isResource() && name.equals("resourceType");
            if (!isType && known.property(name) == null && known.companion(name) == null) {
                throw unknown(before + name, known.isResource());
            }
        }
    }

    /** Of an entry its number is told, which is not known here. */
    private static RefusedException unknown(String member, boolean path) {
        RefusedException refused = new RefusedException(Refusal.UNKNOWN_ELEMENT, member);
        return path ? refused.at(member) : refused;
    }
}
