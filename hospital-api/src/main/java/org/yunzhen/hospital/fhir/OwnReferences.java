package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
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
class OwnReferences {
    private final OwnRoots roots;

    OwnReferences(OwnRoots roots) {
        this.roots = roots;
    }

    /** Makes all references of a document short that lead here, in place. */
    void shorten(Call.Site site, JsonNode document) {
        OwnAddresses own = of(site);
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
