package org.yunzhen.sandbox.nhsa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** One numbered transaction of the platform. */
interface Transaction {

    /** The transaction numbers it answers to. */
    Set<String> infnos();

    /**
     * Does it and gives the output node; throws {@link Refused} when it may not be done, having
     * changed nothing.
     */
    ObjectNode run(Call call);
}
