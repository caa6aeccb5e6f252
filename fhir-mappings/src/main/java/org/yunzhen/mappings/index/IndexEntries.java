package org.yunzhen.mappings.index;

import java.util.List;
import java.util.Set;

/**
 * All that is kept beside a document so that it is found.
 *
 * @param values search values without duplicates, by parameter in the order of their codes
 * @param present keys of the parameters that find anything at all, be it nothing that is searched
 * @param patients ids of the patients in whose compartment the resource stands, sorted
 * @param references every literal reference to an R4 type of this server anywhere in the document,
 *     in its order
 * @param generation of the added parameters by which it was read, see {@link AddedParams}
 */
public record IndexEntries(
        List<IndexValue> values,
        Set<String> present,
        Set<String> patients,
        Set<LiteralRef> references,
        int generation) {

    /** The same for a document that stands in the compartments of these patients. */
    public IndexEntries withPatients(Set<String> others) {
        return new IndexEntries(values, present, others, references, generation);
    }
}
