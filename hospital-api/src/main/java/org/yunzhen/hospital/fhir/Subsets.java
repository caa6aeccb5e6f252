package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;
import org.yunzhen.mappings.subset.Subset;

/**
 * {@code _summary} and {@code _elements} (R4 sections 3.1.1.5.8 and 3.1.1.5.9) on whatever is read
 * or found. Where both stand, the elements that are named outweigh the summary.
 */
@ApplicationScoped
class Subsets {
    private static final int ON_EVENT_LOOP_BYTES_MAX = 64 * 1024;

    private final Vertx vertx;

    Subsets(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The resources as the call wishes to see them; many are cut on a worker. */
    Uni<List<Stored>> of(Call call, List<Stored> resources) {
        Subset subset = subset(call);
        if (subset == null || resources.isEmpty()) {
            return Uni.createFrom().item(resources);
        }
        long bytes = resources.stream().mapToLong(resource -> resource.body().length()).sum();
        return bytes <= ON_EVENT_LOOP_BYTES_MAX
                ? Uni.createFrom().item(cut(subset, resources))
                : Uni.createFrom()
                        .completionStage(
                                () ->
                                        vertx.executeBlocking(() -> cut(subset, resources), false)
                                                .toCompletionStage());
    }

    /** An answer to a read as the call wishes to see it. */
    Uni<Answer> of(Call call, Answer answer) {
        if (answer.stored() == null || answer.body() == null) {
            return Uni.createFrom().item(answer);
        }
        return of(call, List.of(answer.stored().withBody(answer.body())))
                .map(cut -> answer.withBody(cut.get(0).body()));
    }

    /** Cuts documents as the call wishes to see them; not for the event loop. */
    static UnaryOperator<byte[]> cut(Call call) {
        Subset subset = subset(call);
        return subset == null ? UnaryOperator.identity() : subset::of;
    }

    private static List<Stored> cut(Subset subset, List<Stored> resources) {
        return resources.stream().map(resource -> cut(subset, resource)).toList();
    }

    private static Stored cut(Subset subset, Stored resource) {
        return resource.deleted()
                ? resource
                : resource.withBody(Buffer.buffer(subset.of(resource.body().getBytes())));
    }

    /**
     * What part is wished, or null for all of it.
     *
     * @throws RefusedException 400 for a summary that there is not
     */
    private static Subset subset(Call call) {
        String elements = call.parameter("_elements");
        String summary = call.parameter("_summary");
        if (elements != null && !elements.isBlank()) {
            return Subset.elements(names(elements));
        }
        if (summary == null) {
            return null;
        }
        return switch (summary) {
            case "true" -> Subset.summary();
            case "text" -> Subset.text();
            case "data" -> Subset.data();
            case "false", "count" -> null;
            default -> throw new RefusedException(Refusal.INVALID_PARAMETER, "_summary");
        };
    }

    /** Names as in {@code identifier,active}, with or without the type before them. */
    private static Set<String> names(String elements) {
        return Arrays.stream(elements.split(",", -1))
                .map(String::strip)
                .map(name -> name.substring(name.indexOf('.') + 1))
                .collect(Collectors.toSet());
    }
}
