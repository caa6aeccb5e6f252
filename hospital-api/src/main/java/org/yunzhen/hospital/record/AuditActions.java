package org.yunzhen.hospital.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the trail calls an action, and its codes in AuditEvent (R4, AuditEvent.action). */
enum AuditActions {
    C("create"),
    R(
            "read",
            "vread",
            "history",
            "search",
            "search_types",
            "metadata",
            "export_status",
            "export_file"),
    U("update", "patch"),
    D("delete", "export_cancel"),
    E("bundle");

    private final List<String> names;

    AuditActions(String... names) {
        this.names = List.of(names);
    }

    /** Names in the trail, operations beside. */
    List<String> names() {
        return names;
    }

    static AuditActions of(String trailName) {
        return Arrays.stream(values())
                .filter(action -> action.names.contains(trailName))
                .findFirst()
                .orElse(E);
    }

    /** The action of a code, in whatever case. */
    static Optional<AuditActions> ofCode(String code) {
        return Arrays.stream(values())
                .filter(action -> action.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** The code in {@code restful-interaction}. */
    static String interaction(String trailName) {
        return switch (trailName) {
            case "history" -> "history-instance";
            case "search" -> "search-type";
            case "search_types" -> "search-system";
            case "metadata" -> "capabilities";
            case "bundle" -> "transaction";
            case "export_status", "export_file", "export_cancel" -> "operation";
            default -> trailName.startsWith("$") ? "operation" : trailName;
        };
    }
}
