package org.yunzhen.hospital.fhir;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** Finds who knows the values of this moment, and puts them into what is read or found. */
@ApplicationScoped
class Living {
    private final List<LiveValues> all;

    Living(@All List<LiveValues> all) {
        this.all = all;
    }

    /** Whether a type has values that change oftener than its documents. */
    boolean has(String type) {
        return all.stream().anyMatch(values -> values.appliesTo(type));
    }

    /** A document as it is now. */
    Uni<Buffer> now(Tx tx, Stored stored) {
        for (LiveValues values : all) {
            if (values.appliesTo(stored.type())) {
                return values.apply(tx, stored);
            }
        }
        return Uni.createFrom().item(stored.body());
    }

    /** Documents of one type as they are now. */
    Uni<List<Stored>> now(Tx tx, String type, List<Stored> found) {
        for (LiveValues values : all) {
            if (values.appliesTo(type) && !found.isEmpty()) {
                return values.applyAll(tx, found).map(bodies -> with(found, bodies));
            }
        }
        return Uni.createFrom().item(found);
    }

    private static List<Stored> with(List<Stored> found, List<Buffer> bodies) {
        List<Stored> living = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            living.add(found.get(i).withBody(bodies.get(i)));
        }
        return living;
    }
}
