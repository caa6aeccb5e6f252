package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.yunzhen.hospital.store.Indexed.TokenText;

/** New plain records, many in one statement: what {@link Documents} does for one, for less each. */
@ApplicationScoped
public class NewDocuments {
    private final Indexer indexer;
    private final Labels labels;

    NewDocuments(Indexer indexer, Labels labels) {
        this.indexer = indexer;
        this.labels = labels;
    }

    private record Made(ObjectNode stamped, Stored stored, Indexed index, int generation) {
        Indexer.Written written() {
            return new Indexer.Written(stored, generation);
        }
    }

    /**
     * Stores version 1 of each. Whoever writes here has settled already who may. Fails with the
     * database's unique violation when an id is taken.
     *
     * @param writer the role of who wrote them
     * @return in the order of the documents
     */
    public Uni<List<Stored>> create(Tx tx, List<NewDocument> documents, String writer) {
        List<Made> made = documents.stream().map(document -> made(tx, document)).toList();
        return tx.run(DocumentSql.CREATE_MANY, values(tx, made, writer))
                .chain(
                        done ->
                                indexer.checkWritten(
                                        tx,
                                        tx.tenant(),
                                        made.stream().map(Made::written).toList(),
                                        done))
                .chain(() -> labels.keep(tx, made.stream().map(Made::stamped).toList()))
                .map(kept -> made.stream().map(Made::stored).toList());
    }

    private Made made(Tx tx, NewDocument document) {
        String id = document.document().path("id").textValue();
        ObjectNode stamped = Stamp.on(document.document(), id, 1, tx.now(), null);
        Stored stored = Documents.stored(tx.now(), stamped, 1, Ownership.PLAIN, document.entries());
        Indexed index = indexer.index(tx.tenant(), stored, document.entries());
        int generation = indexer.generation(tx, stored.type(), document.entries());
        return new Made(stamped, stored, index, generation);
    }

    private static List<Object> values(Tx tx, List<Made> made, String writer) {
        List<Object> values = new ArrayList<>();
        values.add(tx.tenant());
        values.add(tx.now());
        values.add(column(made, String[]::new, one -> one.stored().type()));
        values.add(column(made, String[]::new, one -> one.stored().id()));
        values.add(column(made, Integer[]::new, Made::generation));
        values.add(column(made, OffsetDateTime[]::new, one -> one.index().sortDate()));
        values.add(column(made, Buffer[]::new, one -> one.stored().body()));
        slices(made, String[]::new, one -> one.stored().patients().toArray(String[]::new))
                .append(values);
        slices(made, Long[]::new, one -> Documents.boxed(one.index().terms())).append(values);
        IndexColumns.append(
                values,
                made.stream().map(one -> one.stored().id()).toList(),
                made.stream().map(Made::index).toList());
        slices(made, String[]::new, NewDocuments::tokenTexts).append(values);
        values.add(writer);
        return values;
    }

    private static String[] tokenTexts(Made one) {
        return one.index().tokenTexts().stream().map(TokenText::written).toArray(String[]::new);
    }

    private static <T> T[] column(
            List<Made> made, IntFunction<T[]> array, Function<Made, T> value) {
        return made.stream().map(value).toArray(array);
    }

    private static <T> Slices<T> slices(
            List<Made> made, IntFunction<T[]> array, Function<Made, T[]> value) {
        return Slices.of(made.stream().map(value).toList(), array);
    }
}
