package org.yunzhen.hospital.fhir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yunzhen.hospital.access.Access;
import org.yunzhen.hospital.access.Caller;
import org.yunzhen.hospital.access.Grant;
import org.yunzhen.hospital.access.TrailEntry;
import org.yunzhen.hospital.store.Stored;
import org.yunzhen.mappings.refusal.Issue;

/** Gathers, while a call is served, what the trail will say of it. Used by one call only. */
public final class Trace {
    /** Stands in the trail when no rule has let the caller in. */
    static final String NO_RULE = "none";

    private String rule = NO_RULE;
    private String relation;
    private String type;
    private String id;
    private Integer version;
    private String query;
    private final Set<String> patients = new LinkedHashSet<>();
    private List<Issue> warnings = List.of();
    private TrailEntry left;

    /** The rule that let the caller in. */
    public void allowedBy(Grant grant) {
        this.rule = grant.rule();
    }

    /** The rule that let the caller in, by name. */
    public void allowedBy(String ruleName) {
        this.rule = ruleName;
    }

    /** The relation between caller and patient that the rule rests on. */
    public void through(String kind) {
        this.relation = kind;
    }

    /** The resource that was read or written, and whose record it stands in. */
    public void touched(Stored stored) {
        this.type = stored.type();
        this.id = stored.id();
        this.version = stored.version();
        this.patients.addAll(stored.patients());
    }

    /** What kind of resources was looked at, and by which list of them. */
    public void lookedAt(String resourceType, String list) {
        this.type = resourceType;
        this.id = list;
    }

    /** What was among the results, and through which relations the caller saw it. */
    void found(Caller caller, List<Stored> results) {
        for (Stored result : results) {
            patients.addAll(result.patients());
            Access.through(caller, result).ifPresent(this::alsoThrough);
        }
    }

    /** Kinds of the trail that hold together are parted by commas. */
    private void alsoThrough(String kind) {
        if (relation == null) {
            relation = kind;
        } else if (!relation.equals(kind)) {
            Set<String> kinds = new TreeSet<>(List.of(relation.split(",")));
            kinds.add(kind);
            relation = String.join(",", kinds);
        }
    }

    /** Patients whose records were among the results. */
    public void sawPatients(List<String> ids) {
        this.patients.addAll(ids);
    }

    /** Names of the parameters of a search, without values. */
    public void searchedBy(String parameterNames) {
        this.query = parameterNames;
    }

    /** The row that stands in the trail already, or null. */
    void left(TrailEntry row) {
        this.left = row;
    }

    /** Whether a row that says this stands in the trail already. */
    boolean hasLeft(TrailEntry row) {
        return left != null && left.saysTheSameAs(row);
    }

    /** What the caller should know although it was done. */
    void warned(List<Issue> issues) {
        this.warnings = List.copyOf(issues);
    }

    List<Issue> warnings() {
        return warnings;
    }

    public String rule() {
        return rule;
    }

    public String relation() {
        return relation;
    }

    String type() {
        return type;
    }

    String id() {
        return id;
    }

    Integer version() {
        return version;
    }

    String query() {
        return query;
    }

    List<String> patients() {
        return List.copyOf(patients);
    }
}
