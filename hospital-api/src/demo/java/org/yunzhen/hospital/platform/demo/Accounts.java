package org.yunzhen.hospital.platform.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.store.Database;

/** The accounts of the demo issuer. */
@ApplicationScoped
@IfBuildProfile("demo")
class Accounts {
    private static final String FIND =
            "SELECT name, secret_hash, role, actor, tenants FROM account WHERE name = $1";

    private final Database database;

    Accounts(Database database) {
        this.database = database;
    }

    /** The account of a name, or null. */
    Uni<Account> find(String name) {
        return database.reads()
                .preparedQuery(FIND)
                .execute(Tuple.of(name))
                .map(
                        rows -> {
                            var iterator = rows.iterator();
                            return iterator.hasNext() ? account(iterator.next()) : null;
                        });
    }

    private static Account account(Row row) {
        return new Account(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                List.of(row.getArrayOfStrings(4)));
    }
}
