package org.yunzhen.hospital.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Records;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.json.FhirJson;

/** What a transaction's connection keeps, and that nothing runs on it when it has ended. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class KeptStatementsTest {
    private static final String TENANT = "home";

    @Inject Transactions transactions;
    @Inject Documents documents;

    private static ObjectNode patient(String id) {
        return (ObjectNode) FhirJson.parse(Records.of("Patient", id, id).getBytes(UTF_8));
    }

    private Uni<Stored> createdAndUpdated(Tx tx, String id) {
        return documents
                .create(tx, patient(id), Ownership.PLAIN)
                .chain(created -> documents.update(tx, created, patient(id)));
    }

    @Test
    void the_statements_that_write_a_document_are_kept_prepared_however_long_they_are() {
        Set<String> kept = new HashSet<>();

        transactions
                .run(
                        TENANT,
                        tx ->
                                createdAndUpdated(tx, "kept-" + Ids.next())
                                        .chain(
                                                () ->
                                                        tx.run(
                                                                "SELECT statement FROM"
                                                                        + " pg_prepared_statements"))
                                        .invoke(
                                                rows ->
                                                        rows.forEach(
                                                                r -> kept.add(r.getString(0)))))
                .await()
                .indefinitely();

        assertThat(kept).contains(DocumentSql.CREATE, DocumentSql.UPDATE);
    }

    @Test
    void a_statement_that_was_made_before_the_end_and_is_sent_after_it_is_not_run() {
        Uni<?> late =
                transactions
                        .run(TENANT, tx -> tx.run("SELECT 1").map(first -> tx.run("SELECT 2")))
                        .await()
                        .indefinitely();

        assertThatThrownBy(() -> late.await().indefinitely())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_statement_that_comes_after_the_end_of_its_transaction_is_not_run() {
        Tx ended =
                transactions
                        .run(TENANT, tx -> tx.run("SELECT 1").replaceWith(tx))
                        .await()
                        .indefinitely();
        String id = "ended-" + Ids.next();

        assertThatThrownBy(
                        () ->
                                documents
                                        .create(ended, patient(id), Ownership.PLAIN)
                                        .await()
                                        .indefinitely())
                .isInstanceOf(IllegalStateException.class);

        assertThat(
                        transactions
                                .run(TENANT, tx -> documents.find(tx, "Patient", id))
                                .await()
                                .indefinitely())
                .isEmpty();
    }
}
