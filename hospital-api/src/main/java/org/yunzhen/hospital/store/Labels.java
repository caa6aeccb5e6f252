package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yunzhen.mappings.identifier.Systems;

/**
 * Which profiles, security labels and tags documents of a type have ever borne: few rows, from
 * which one index probe each tells who bears them now. Marks of workflows are not among them.
 */
@ApplicationScoped
public class Labels {
    private static final String PROFILE = "profile";
    private static final int OF_A_TYPE_MAX = 500;

    /** In one order: two that bear the same new labels would wait for each other. */
    private static final String KEEP =
            """
            INSERT INTO label (tenant, type, kind, system, code, display)
            SELECT $1, u.type, u.kind, u.system, u.code, u.display
              FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                AS u(type, kind, system, code, display)
             ORDER BY u.type, u.kind, u.system, u.code
            ON CONFLICT DO NOTHING""";

    private static final String OF_TYPES =
            """
            SELECT type, kind, system, code, display FROM label
             WHERE tenant = $1 AND type = ANY($2) ORDER BY kind, system, code, type LIMIT $3""";

    private final SearchTerms terms;

    Labels(SearchTerms terms) {
        this.terms = terms;
    }

    /**
     * A label of documents of one type.
     *
     * @param kind {@code profile}, {@code security} or {@code tag}
     * @param system empty for a profile, and for a coding without one
     * @param code or the address of a profile
     * @param display as it was when it was first borne, or null
     */
    public record Label(String type, String kind, String system, String code, String display) {}

    /** The labels that documents of these types have ever borne. */
    public Uni<List<Label>> ofTypes(Tx tx, List<String> types) {
        return tx.run(OF_TYPES, tx.tenant(), types.toArray(String[]::new), OF_A_TYPE_MAX)
                .map(
                        rows -> {
                            List<Label> labels = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            labels.add(
                                                    new Label(
                                                            row.getString(0),
                                                            row.getString(1),
                                                            row.getString(2),
                                                            row.getString(3),
                                                            row.getString(4))));
                            return labels;
                        });
    }

    /** The criterion of those who bear a label. */
    public Criterion borne(String tenant, Label label) {
        String param = "_" + label.kind();
        long term =
                label.kind().equals(PROFILE)
                        ? terms.uri(tenant, label.type(), param, label.code())
                        : terms.systemAndCode(
                                tenant, label.type(), param, label.system(), label.code());
        return new Criterion.AnyTerm(List.of(term));
    }

    /** Notes the labels of documents that are written. */
    Uni<Void> keep(Tx tx, Collection<ObjectNode> documents) {
        Set<Label> labels = new LinkedHashSet<>();
        documents.forEach(document -> add(labels, document));
        return labels.isEmpty() ? Uni.createFrom().voidItem() : keep(tx, labels);
    }

    private static void add(Set<Label> labels, ObjectNode document) {
        JsonNode meta = document.path("meta");
        String type = document.path("resourceType").textValue();
        meta.path(PROFILE).forEach(url -> add(labels, type, PROFILE, "", url.textValue(), null));
        for (String kind : List.of("security", "tag")) {
            for (JsonNode coding : meta.path(kind)) {
                add(
                        labels,
                        type,
                        kind,
                        coding.path("system").asText(""),
                        coding.path("code").textValue(),
                        coding.path("display").textValue());
            }
        }
    }

    private static void add(
            Set<Label> labels, String type, String kind, String system, String code, String name) {
        if (code != null && !system.equals(Systems.WORKFLOW)) {
            labels.add(new Label(type, kind, system, code, name));
        }
    }

    private static Uni<Void> keep(Tx tx, Set<Label> labels) {
        return tx.run(
                        KEEP,
                        tx.tenant(),
                        labels.stream().map(Label::type).toArray(String[]::new),
                        labels.stream().map(Label::kind).toArray(String[]::new),
                        labels.stream().map(Label::system).toArray(String[]::new),
                        labels.stream().map(Label::code).toArray(String[]::new),
                        labels.stream().map(Label::display).toArray(String[]::new))
                .replaceWithVoid();
    }
}
