package org.yunzhen.hospital.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.yunzhen.mappings.definition.RelativeReference;
import org.yunzhen.mappings.link.LinkWalk;
import org.yunzhen.mappings.link.Links;

/**
 * The links between the entries of a transaction: what leads to the full URL of one that is written
 * leads to where it is stored (R4 sections 2.36.4.1 and 3.1.0.11.2). A link that names a version
 * goes on naming one.
 */
final class BundleLinks {
    private static final String HISTORY = "/_history/";

    private final Map<String, String> stored = new HashMap<>();
    private final Set<String> versioned = new LinkedHashSet<>();

    BundleLinks(List<BundleEntry> entries) {
        for (BundleEntry entry : entries) {
            Call.Kind kind = entry.call().kind();
            boolean written = kind == Call.Kind.CREATE || kind == Call.Kind.UPDATE;
            if (written && entry.fullUrl() != null) {
                stored.put(entry.fullUrl(), entry.reference());
            }
        }
    }

    /**
     * Rewrites the links of an entry, those aside that name a version.
     *
     * @return the references that are left and name criteria
     */
    List<ConditionalReference> rewrite(BundleEntry from) {
        List<ConditionalReference> conditional = new ArrayList<>();
        visit(
                from,
                link -> {
                    String target = target(from, link);
                    if (target != null && link.contains(HISTORY)) {
                        versioned.add(target);
                        return link;
                    }
                    return target == null ? link : target + fragment(link);
                },
                conditional);
        return conditional;
    }

    /** What was named by version in the entries that were rewritten, as {@code Type/id}. */
    Set<String> versioned() {
        return versioned;
    }

    /** Rewrites the links of an entry that name a version. */
    void rewrite(BundleEntry from, Map<String, Integer> versions) {
        visit(
                from,
                link -> {
                    String target = link.contains(HISTORY) ? target(from, link) : null;
                    return target == null
                            ? link
                            : target + HISTORY + versions.get(target) + fragment(link);
                },
                new ArrayList<>());
    }

    private static void visit(
            BundleEntry from, UnaryOperator<String> links, List<ConditionalReference> conditional) {
        JsonNode body = from.call().body();
        if (body == null) {
            return;
        }
        if (body.isArray()) {
            References.rewrite(body, links);
            return;
        }
        String base = from.call().site().base();
        LinkWalk.visit(
                body,
                new Links() {
                    @Override
                    public String reference(String literal, String place) {
                        ConditionalReference.of(base, literal, place).ifPresent(conditional::add);
                        return links.apply(literal);
                    }

                    @Override
                    public String address(String address) {
                        return links.apply(address);
                    }
                });
    }

    /** What a link leads to in this transaction, as {@code Type/id}; null when to nothing. */
    private String target(BundleEntry from, String link) {
        String plain = link.substring(0, link.length() - fragment(link).length());
        int history = plain.indexOf(HISTORY);
        plain = history < 0 ? plain : plain.substring(0, history);
        String found = stored.get(plain);
        if (found == null && RelativeReference.parse(plain) != null) {
            found = stored.get(base(from.fullUrl()) + plain);
        }
        return found;
    }

    private static String fragment(String link) {
        int hash = link.indexOf('#');
        return hash < 0 ? "" : link.substring(hash);
    }

    /** What relative references of an entry are relative to; nothing when not to an address. */
    private static String base(String fullUrl) {
        boolean address = fullUrl != null && fullUrl.startsWith("http");
        int id = address ? fullUrl.lastIndexOf('/') : -1;
        int type = id < 0 ? -1 : fullUrl.lastIndexOf('/', id - 1);
        return fullUrl == null ? "" : fullUrl.substring(0, type + 1);
    }
}
