package org.yunzhen.hospital.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.mappings.definition.Definitions;
import org.yunzhen.mappings.index.IndexEntries;
import org.yunzhen.mappings.index.IndexExtractor;
import org.yunzhen.mappings.index.IndexValue;

/** Turns documents into what the search index keeps. */
@ApplicationScoped
public class Indexer {
    /** Wider than any amount that is searched for; numeric has no need to be compared beyond. */
    private static final BigDecimal UNBOUNDED = new BigDecimal("1e300");

    private static final String PATIENT = "Patient/";
    private static final String DATE_OF_THE_TYPE = "date";

    private final IndexExtractor extractor = new IndexExtractor(Definitions.r4());
    private final SearchTerms terms;
    private final ParameterNumbers numbers;

    Indexer(SearchTerms terms, ParameterNumbers numbers) {
        this.terms = terms;
        this.numbers = numbers;
    }

    /** What can be read from a document: search values, compartments, references. */
    public IndexEntries entries(ObjectNode document) {
        return extractor.extract(document);
    }

    /**
     * The same for a document whose workflow names patients among its parties: it stands in their
     * compartments too, since R4 puts some types of a workflow (Task, Bundle) in nobody's.
     */
    IndexEntries entries(ObjectNode document, Ownership ownership) {
        IndexEntries entries = entries(document);
        Set<String> patients = new TreeSet<>(entries.patients());
        for (String party : ownership.parties()) {
            if (party.startsWith(PATIENT)) {
                patients.add(party.substring(PATIENT.length()));
            }
        }
        return new IndexEntries(entries.values(), patients, entries.references());
    }

    /**
     * Ids of the patients in whose compartments a document stands. A Patient stands in its own
     * only: by R4 a link would open it to the linked person, which nobody decided.
     */
    public static List<String> patients(ObjectNode document, IndexEntries entries) {
        boolean isPatient = "Patient".equals(document.path("resourceType").textValue());
        return isPatient && document.path("id").isTextual()
                ? List.of(document.path("id").textValue())
                : List.copyOf(entries.patients());
    }

    /** The rows of a document; its version and instant are in it already. */
    Indexed index(String tenant, Stored stored, IndexEntries entries) {
        Gathered gathered = new Gathered(tenant, stored.type());
        entries.values().forEach(gathered::add);
        stored.patients().forEach(p -> gathered.term(terms.compartment(tenant, p)));
        stored.parties().forEach(p -> gathered.term(terms.party(tenant, p)));
        return new Indexed(
                gathered.hashes.stream().mapToLong(Long::longValue).toArray(),
                stored.patients(),
                gathered.sortDate,
                gathered.dates,
                gathered.amounts,
                gathered.texts);
    }

    /** Numbers of a type's parameters that are kept as rows. */
    Short[] parametersWithRows(String type) {
        return numbers.ofType(type);
    }

    static Indexed nothing(List<String> patients) {
        return new Indexed(new long[0], patients, null, List.of(), List.of(), List.of());
    }

    /** The index of one document while it is being gathered. */
    private final class Gathered {
        private final String tenant;
        private final String type;
        private final Set<Long> hashes = new LinkedHashSet<>();
        private final List<Indexed.DateRange> dates = new ArrayList<>();
        private final List<Indexed.Amount> amounts = new ArrayList<>();
        private final List<Indexed.Text> texts = new ArrayList<>();
        private OffsetDateTime sortDate;

        Gathered(String tenant, String type) {
            this.tenant = tenant;
            this.type = type;
        }

        void term(long hash) {
            hashes.add(hash);
        }

        void add(IndexValue value) {
            String param = value.param();
            if (param.equals("_id") || param.equals("_lastUpdated")) {
                return;
            }
            if (value instanceof IndexValue.Token token) {
                token(token);
            } else if (value instanceof IndexValue.Ref ref) {
                reference(ref);
            } else if (value instanceof IndexValue.Uri uri) {
                term(terms.uri(tenant, type, param, uri.value()));
            } else if (value instanceof IndexValue.Period period) {
                date(period);
            } else if (value instanceof IndexValue.Amount amount) {
                amount(amount);
            } else if (value instanceof IndexValue.Text text) {
                texts.add(
                        new Indexed.Text(
                                numbers.of(type, param), Folding.fold(text.value()), text.value()));
            }
        }

        private void token(IndexValue.Token token) {
            if (token.code() == null) {
                return;
            }
            String system = token.system() == null ? "" : token.system();
            term(terms.code(tenant, type, token.param(), token.code()));
            term(terms.systemAndCode(tenant, type, token.param(), system, token.code()));
            if (!system.isEmpty()) {
                term(terms.system(tenant, type, token.param(), system));
            }
        }

        private void reference(IndexValue.Ref ref) {
            if (ref.id() != null) {
                term(terms.reference(tenant, type, ref.param(), ref.type() + "/" + ref.id()));
            }
            if (ref.url() != null) {
                term(terms.reference(tenant, type, ref.param(), ref.url()));
            }
            if (ref.identifierValue() != null) {
                String system = ref.identifierSystem() == null ? "" : ref.identifierSystem();
                term(terms.systemAndCode(tenant, type, ref.param(), system, ref.identifierValue()));
            }
        }

        private void date(IndexValue.Period period) {
            OffsetDateTime low = period.low().atOffset(ZoneOffset.UTC);
            dates.add(
                    new Indexed.DateRange(
                            numbers.of(type, period.param()),
                            low,
                            period.high().atOffset(ZoneOffset.UTC)));
            if (period.param().equals(DATE_OF_THE_TYPE)) {
                sortDate = low;
            }
        }

        /**
         * A single value is a point: the precision of the search decides, not that of the record.
         */
        private static BigDecimal lowest(IndexValue.Amount amount) {
            if (amount.value() != null) {
                return amount.value();
            }
            return amount.low() == null ? UNBOUNDED.negate() : amount.low();
        }

        private static BigDecimal highest(IndexValue.Amount amount) {
            if (amount.value() != null) {
                return amount.value();
            }
            return amount.high() == null ? UNBOUNDED : amount.high();
        }

        private void amount(IndexValue.Amount amount) {
            amounts.add(
                    new Indexed.Amount(
                            numbers.of(type, amount.param()),
                            lowest(amount),
                            highest(amount),
                            amount.system(),
                            amount.code(),
                            amount.unit()));
        }
    }
}
