package org.yunzhen.hospital.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.proof.Tables;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.json.FhirJson;

/** What a command did stands or falls with its last statements: the trail, the kept answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CommitTest {
    private static final String NUMBER = "SELECT $1::int4 AS of_commit_test";

    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject DataSource database;

    @Test
    void nothing_is_kept_where_a_last_statement_is_refused_by_the_database() {
        assertNothingKept("commit-a", tx -> tx.run("SELECT 1 / 0").replaceWithVoid());
    }

    @Test
    void nothing_is_kept_where_a_last_statement_cannot_be_made() {
        assertNothingKept(
                "commit-b",
                tx ->
                        Uni.join()
                                .all(
                                        tx.run("SELECT 1").replaceWithVoid(),
                                        Uni.createFrom().failure(new IllegalStateException("no")))
                                .andFailFast()
                                .replaceWithVoid());
    }

    @Test
    void nothing_is_kept_where_a_last_statement_is_refused_before_it_is_sent() {
        assertNothingKept("commit-c", tx -> tx.run(NUMBER, "no number").replaceWithVoid());
    }

    private void assertNothingKept(String id, Function<Tx, Uni<Void>> last) {
        ObjectNode basic = FhirJson.object().put("resourceType", "Basic").put("id", id);
        basic.putObject("code").put("text", "x");
        assertThatThrownBy(
                        () ->
                                transactions
                                        .run(
                                                "home",
                                                tx ->
                                                        documents
                                                                .create(tx, basic, Ownership.PLAIN)
                                                                .call(() -> tx.run(NUMBER, 1)),
                                                made -> last)
                                        .await()
                                        .indefinitely())
                .isNotNull();
        assertThat(
                        new Tables(database)
                                .rows("SELECT version FROM resource WHERE id = '" + id + "'"))
                .isEmpty();
    }
}
