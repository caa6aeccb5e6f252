package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.OwnRoots;
import org.yunzhen.mappings.definition.OwnAddresses;
import org.yunzhen.mappings.link.LinkWalk;
import org.yunzhen.mappings.link.Links;

/**
 * References that name resources of this server in full, as {@code fullUrl} does: they mean the
 * same as {@code Type/id} (R4, References, literal references).
 */
@ApplicationScoped
public class OwnReferences {
    private final OwnRoots roots;

    OwnReferences(OwnRoots roots) {
        this.roots = roots;
    }

    /**
     * A copy of a document for those who ask whom it names: all its references that lead here are
     * short. It is stored as it was sent.
     */
    public ObjectNode shortened(String tenant, ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        shorten(copy, roots.of(tenant));
        return copy;
    }

    /** Makes all references of an input short that lead here, in place. */
    void shorten(Call.Site site, JsonNode input) {
        shorten(input, of(site));
    }

    private static void shorten(JsonNode document, OwnAddresses own) {
        LinkWalk.visit(
                document,
                new Links() {
                    @Override
                    public String reference(String literal, String place) {
                        return own.local(literal);
                    }

                    @Override
                    public String address(String address) {
                        return address;
                    }
                });
    }

    /** Also the address that was called, for that is what the caller reads in answers. */
    private OwnAddresses of(Call.Site site) {
        List<String> own = new ArrayList<>(roots.of(site.tenant()).roots());
        own.add(site.base() + "/");
        return new OwnAddresses(own);
    }
}
