package org.yunzhen.mappings.index;

import java.util.List;
import java.util.Set;

/**
 * All that is kept beside a document so that it is found.
 *
 * @param values search values without duplicates, by parameter in the order of their codes
 * @param patients ids of the patients in whose compartment the resource stands, sorted
 * @param references every literal relative reference to an R4 type anywhere in the document, in its
 *     order
 */
public record IndexEntries(
        List<IndexValue> values, Set<String> patients, Set<LiteralRef> references) {}
