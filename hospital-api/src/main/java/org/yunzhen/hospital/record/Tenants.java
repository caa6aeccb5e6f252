package org.yunzhen.hospital.record;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.code.Language;

/** The institutions of this installation. */
@ApplicationScoped
class Tenants {
    private static final String NAME = "SELECT name_zh, name_en FROM tenant WHERE tenant = $1";

    /** The name of the transaction's tenant; empty when there is no such tenant. */
    Uni<Optional<String>> name(Tx tx, Language language) {
        return tx.run(NAME, tx.tenant())
                .map(
                        rows -> {
                            var found = rows.iterator();
                            return found.hasNext()
                                    ? Optional.of(
                                            found.next().getString(language == Language.ZH ? 0 : 1))
                                    : Optional.empty();
                        });
    }
}
