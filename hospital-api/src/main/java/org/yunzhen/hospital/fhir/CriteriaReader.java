package org.yunzhen.hospital.fhir;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Reads criteria that stand by themselves, as {@code Observation?code=1234-5}: conditions on the
 * resource alone, since each version is judged by what it says itself.
 */
@ApplicationScoped
public class CriteriaReader {
    private final SearchReader reader;

    CriteriaReader(SearchReader reader) {
        this.reader = reader;
    }

    /**
     * The type that criteria are about.
     *
     * @throws RefusedException 400 when they do not begin with a type of R4
     */
    public static String type(String name, String criteria) {
        int question = criteria.indexOf('?');
        String type = question < 0 ? criteria : criteria.substring(0, question);
        if (!Definitions.r4().isResourceType(type)) {
            throw new RefusedException(Refusal.INVALID_PARAMETER, name);
        }
        return type;
    }

    /**
     * The conditions, by the parameters that the tenant has now.
     *
     * @param name of the parameter or element that holds them, for refusals
     * @return fails with {@link RefusedException}: 400 for what is unknown, and for chains, value
     *     sets, includes and whatever else is no condition on the resource itself; 503 while the
     *     index is made for a parameter that is named
     */
    public Uni<List<Criterion>> read(Tx tx, String name, String criteria) {
        String type = type(name, criteria);
        int question = criteria.indexOf('?');
        String text = question < 0 ? "" : criteria.substring(question + 1);
        List<Map.Entry<String, String>> query = Queries.of(text);
        return reader.read(tx, type, query).map(wish -> conditions(name, query, wish));
    }

    /** Whether criteria can be read in a while, although not now. */
    public static boolean isOfTheMoment(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal().retryable();
    }

    /** Whether criteria cannot be read, and will not be by waiting. */
    public static boolean isLasting(Throwable failure) {
        return failure instanceof RefusedException && !isOfTheMoment(failure);
    }

    private static List<Criterion> conditions(
            String name, List<Map.Entry<String, String>> query, SearchWish wish) {
        boolean control =
                query.stream()
                        .map(entry -> SearchReader.base(entry.getKey()))
                        .anyMatch(ResultParameters.NAMES::contains);
        if (control || !wish.asked().isEmpty() || !wish.includes().isEmpty()) {
            throw new RefusedException(Refusal.UNSUPPORTED_PARAMETER, name);
        }
        return wish.criteria();
    }
}
