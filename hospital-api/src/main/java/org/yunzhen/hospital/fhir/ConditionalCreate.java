package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.hospital.store.Tx;

/** {@code If-None-Exist} (R4 section 3.1.0.8.1). */
@ApplicationScoped
class ConditionalCreate {
    /** A question mark may also stand within a value. */
    private static final Pattern TYPE = Pattern.compile("^[A-Za-z]*\\?");

    private final ConditionalMatch match;

    ConditionalCreate(ConditionalMatch match) {
        this.match = match;
    }

    /** The one resource that exists already; empty when there is none or no condition. */
    Uni<Optional<Stored>> existing(Call call, Tx tx) {
        String header = call.conditions().ifNoneExist();
        return header == null
                ? Uni.createFrom().item(Optional.empty())
                : match.one(call, tx, criteria(header));
    }

    /** The criteria of the header, which may stand with or without type and question mark. */
    static List<Map.Entry<String, String>> criteria(String header) {
        return Queries.of(TYPE.matcher(header).replaceFirst(""));
    }
}
