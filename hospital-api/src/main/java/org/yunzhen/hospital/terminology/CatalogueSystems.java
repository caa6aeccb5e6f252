package org.yunzhen.hospital.terminology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yunzhen.hospital.catalogue.Catalogue;
import org.yunzhen.mappings.identifier.Systems;
import org.yunzhen.mappings.json.FhirJson;

/** The hospital's catalogues as code systems: diagnoses (ICD-10), medicines, price items. */
@ApplicationScoped
class CatalogueSystems {
    private final Catalogue catalogue;
    private final Map<String, Listing> byUrl;

    /** What a catalogue is called, and its entries of a tenant. */
    private record Listing(String name, Function<String, List<Concept>> concepts) {}

    CatalogueSystems(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.byUrl =
                Map.of(
                        Systems.ICD_10_CN, new Listing("ICD10CN", this::diagnoses),
                        Systems.MEDICINE_CODE, new Listing("MedicineCatalogue", this::medicines),
                        Systems.PRICE_ITEM_CODE, new Listing("PriceItemCatalogue", this::items));
    }

    /** The catalogue of an address, or empty. */
    Optional<CodeSystemSource> find(String tenant, String url) {
        return Optional.ofNullable(byUrl.get(url))
                .map(
                        listing ->
                                new CodeSystemSource(
                                        tenant,
                                        url,
                                        "catalogue",
                                        catalogue.edition(tenant),
                                        () -> Uni.createFrom().item(content(tenant, listing))));
    }

    private static CodeSystemSource.Content content(String tenant, Listing listing) {
        return new CodeSystemSource.Content(
                null, listing.name(), true, true, listing.concepts().apply(tenant));
    }

    /** A category of ICD-10 stands above its subdivisions: E11 above E11.9. */
    private List<Concept> diagnoses(String tenant) {
        var all = catalogue.diagnoses(tenant);
        Set<String> codes = new HashSet<>();
        all.forEach(diagnosis -> codes.add(diagnosis.code()));
        return all.stream()
                .map(d -> concept(d.code(), d.nameZh(), d.nameEn(), above(d.code(), codes)))
                .toList();
    }

    private List<Concept> medicines(String tenant) {
        return catalogue.medicines(tenant).stream()
                .map(m -> concept(m.code(), m.nameZh(), m.nameEn(), List.of()))
                .toList();
    }

    private List<Concept> items(String tenant) {
        return catalogue.items(tenant).stream()
                .map(i -> concept(i.code(), i.nameZh(), i.nameEn(), List.of()))
                .toList();
    }

    /** The nearest first. */
    private static List<String> above(String code, Set<String> codes) {
        List<String> above = new ArrayList<>();
        for (int end = code.length() - 1; end > 0; end--) {
            if (codes.contains(code.substring(0, end))) {
                above.add(code.substring(0, end));
            }
        }
        return above;
    }

    private static Concept concept(String code, String zh, String en, List<String> above) {
        ArrayNode designations = FhirJson.array();
        designations.addObject().put("language", "en").put("value", en);
        List<String> parents = above.isEmpty() ? List.of() : above.subList(0, 1);
        return new Concept(
                code, zh, above, parents, false, false, null, FhirJson.array(), designations);
    }
}
