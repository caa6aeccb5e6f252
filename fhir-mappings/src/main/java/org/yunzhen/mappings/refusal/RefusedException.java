package org.yunzhen.mappings.refusal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Thrown to refuse a request. The door answers it as an OperationOutcome with the status of {@link
 * #refusal()}; nothing of the request is done.
 *
 * <p>It has no stack trace: a refusal is an answer, often given, and not a fault of the program.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Issue> issues;

    public RefusedException(Refusal refusal, Object... arguments) {
        this(Issue.of(refusal, arguments));
    }

    public RefusedException(Issue issue) {
        this(List.of(issue));
    }

    /**
     * Refuses for several reasons at once, in the order in which they were found.
     *
     * @throws IllegalArgumentException if none of them refuses: that would be no refusal
     */
    public RefusedException(List<Issue> issues) {
        super(codes(issues), null, false, false);
        if (issues.stream().noneMatch(issue -> issue.severity().refuses())) {
            throw new IllegalArgumentException("No issue refuses anything: " + codes(issues));
        }
        this.issues = List.copyOf(issues);
    }

    public List<Issue> issues() {
        return issues;
    }

    /** The first issue that refuses: it decides the HTTP status. */
    public Refusal refusal() {
        return issues.stream()
                .filter(issue -> issue.severity().refuses())
                .findFirst()
                .orElseThrow()
                .refusal();
    }

    public int status() {
        return refusal().status();
    }

    /** The same refusal, said of these elements; every issue without an expression gets it. */
    public RefusedException at(String... paths) {
        return new RefusedException(
                issues.stream()
                        .map(issue -> issue.expression().isEmpty() ? issue.at(paths) : issue)
                        .toList());
    }

    /**
     * The same refusal, said of an entry of a Bundle: {@code Slot.start} of the third entry's
     * resource is {@code Bundle.entry[2].resource.start} to whoever sent the Bundle.
     *
     * @param position of the entry, from 0
     */
    public RefusedException inEntry(int position) {
        String entry = "Bundle.entry[" + position + "]";
        return new RefusedException(
                        issues.stream()
                                .map(
                                        issue ->
                                                issue.at(
                                                        issue.expression().stream()
                                                                .map(path -> within(entry, path))
                                                                .toList()))
                                .toList())
                .at(entry);
    }

    private static String within(String entry, String path) {
        boolean ofResource = !path.isEmpty() && Character.isUpperCase(path.charAt(0));
        int dot = path.indexOf('.');
        String rest = dot < 0 ? "" : path.substring(dot);
        return ofResource ? entry + ".resource" + rest : entry + ".request";
    }

    /** The same refusal with a figure more in the diagnostics of its first issue. */
    public RefusedException with(String name, Object value) {
        return new RefusedException(
                Stream.concat(Stream.of(issues.get(0).with(name, value)), issues.stream().skip(1))
                        .toList());
    }

    private static String codes(List<Issue> issues) {
        return issues.stream()
                .map(issue -> issue.refusal().code())
                .collect(Collectors.joining(", "));
    }
}
