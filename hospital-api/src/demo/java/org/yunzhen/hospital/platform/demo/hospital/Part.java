package org.yunzhen.hospital.platform.demo.hospital;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.yunzhen.hospital.store.Tx;

/**
 * A share of the demo's content that is written in one transaction, together with the note that it
 * is there: so it is written exactly once, whichever node comes first and wherever one died.
 *
 * @param name unique within the tenant
 */
record Part(String tenant, String name, Function<Tx, Uni<Void>> write) {}
