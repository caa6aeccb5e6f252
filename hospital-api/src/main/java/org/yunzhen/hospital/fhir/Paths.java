package org.yunzhen.hospital.fhir;

import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.yunzhen.hospital.store.Ids;
import org.yunzhen.hospital.store.ResourceTypes;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/** What a method on a path below the FHIR root asks for (R4 section 3.1.0, the table of calls). */
@ApplicationScoped
class Paths {
    private static final String HISTORY = "_history";
    private static final String SEARCH = "_search";
    private static final String EVERY_TYPE = "*";
    private static final String EXPORT = "$export";

    /** What a path names. */
    record Target(
            Call.Kind kind,
            String type,
            String id,
            String version,
            String compartment,
            String operation) {}

    private final ResourceTypes types;
    private final Operations operations;

    Paths(ResourceTypes types, Operations operations) {
        this.types = types;
        this.operations = operations;
    }

    /**
     * @param path below the FHIR root, beginning with a slash, or empty
     * @throws RefusedException 404 for an unknown path or type, 405 for a wrong method
     */
    Target target(HttpMethod method, String path) {
        List<String> parts =
                Arrays.stream(path.split("/"))
                        .filter(part -> !part.isEmpty())
                        .map(Queries::decoded)
                        .toList();
        if (parts.size() > 1 && parts.get(0).equals(EXPORT)) {
            return export(method, parts);
        }
        return switch (parts.size()) {
            case 0 -> root(method);
            case 1 -> one(method, parts.get(0));
            case 2 -> two(method, known(parts.get(0)), parts.get(1));
            case 3 -> three(method, known(parts.get(0)), valid(parts.get(1)), parts.get(2));
            case 4 -> four(method, parts);
            default -> throw new RefusedException(Refusal.UNKNOWN_PATH);
        };
    }

    /**
     * {@code $export/{job}} is how far it is and what it made, {@code $export/{job}/{number}} a
     * file.
     */
    private static Target export(HttpMethod method, List<String> parts) {
        String id = valid(parts.get(1));
        if (parts.size() == 3) {
            String number = parts.get(2);
            return only(
                    method,
                    HttpMethod.GET,
                    new Target(Call.Kind.EXPORT_FILE, null, id, number, null, null));
        }
        if (parts.size() > 3) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
        if (method == HttpMethod.DELETE) {
            return new Target(Call.Kind.EXPORT_CANCEL, null, id, null, null, null);
        }
        if (isGet(method)) {
            return new Target(Call.Kind.EXPORT_STATUS, null, id, null, null, null);
        }
        throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "GET, HEAD, DELETE");
    }

    private static Target root(HttpMethod method) {
        if (isGet(method)) {
            return target(Call.Kind.SEARCH_TYPES, null, null);
        }
        if (method == HttpMethod.POST) {
            return target(Call.Kind.BUNDLE, null, null);
        }
        throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "GET, HEAD, POST");
    }

    private Target one(HttpMethod method, String first) {
        if (first.equals("metadata")) {
            return only(method, HttpMethod.GET, target(Call.Kind.METADATA, null, null));
        }
        if (first.equals(HISTORY)) {
            return only(method, HttpMethod.GET, target(Call.Kind.HISTORY, null, null));
        }
        if (first.equals(SEARCH)) {
            return only(method, HttpMethod.POST, target(Call.Kind.SEARCH_TYPES, null, null));
        }
        if (first.startsWith("$")) {
            return operation(method, null, null, first);
        }
        String type = known(first);
        if (isGet(method)) {
            return target(Call.Kind.SEARCH, type, null);
        }
        if (method == HttpMethod.PUT) {
            return target(Call.Kind.UPDATE, type, null);
        }
        if (method == HttpMethod.PATCH) {
            return target(Call.Kind.PATCH, type, null);
        }
        if (method == HttpMethod.DELETE) {
            return target(Call.Kind.DELETE, type, null);
        }
        if (method == HttpMethod.POST) {
            return target(Call.Kind.CREATE, type, null);
        }
        throw new RefusedException(
                Refusal.METHOD_NOT_ALLOWED, "GET, HEAD, POST, PUT, PATCH, DELETE");
    }

    private Target two(HttpMethod method, String type, String second) {
        if (second.startsWith("$")) {
            return operation(method, type, null, second);
        }
        if (second.equals(SEARCH)) {
            return only(method, HttpMethod.POST, target(Call.Kind.SEARCH, type, null));
        }
        if (second.equals(HISTORY)) {
            return only(method, HttpMethod.GET, target(Call.Kind.HISTORY, type, null));
        }
        String id = valid(second);
        if (isGet(method)) {
            return target(Call.Kind.READ, type, id);
        }
        if (method == HttpMethod.PATCH) {
            return target(Call.Kind.PATCH, type, id);
        }
        if (method == HttpMethod.DELETE) {
            return target(Call.Kind.DELETE, type, id);
        }
        if (method == HttpMethod.PUT) {
            return target(Call.Kind.UPDATE, type, id);
        }
        throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "GET, HEAD, PUT, PATCH, DELETE");
    }

    private Target three(HttpMethod method, String type, String id, String third) {
        if (third.startsWith("$")) {
            return operation(method, type, id, third);
        }
        if (third.equals(HISTORY)) {
            return only(method, HttpMethod.GET, target(Call.Kind.HISTORY, type, id));
        }
        if (third.equals(SEARCH)) {
            return only(method, HttpMethod.POST, inCompartment(type, id, EVERY_TYPE));
        }
        return only(method, HttpMethod.GET, inCompartment(type, id, third));
    }

    private Target four(HttpMethod method, List<String> parts) {
        boolean search = parts.get(3).equals(SEARCH);
        if (!search && !parts.get(2).equals(HISTORY)) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
        String type = known(parts.get(0));
        String id = valid(parts.get(1));
        if (search) {
            return only(method, HttpMethod.POST, inCompartment(type, id, parts.get(2)));
        }
        return only(
                method,
                HttpMethod.GET,
                new Target(Call.Kind.VREAD, type, id, parts.get(3), null, null));
    }

    /** Its searches take a form too, as R5 says and clients of R4 do. */
    private Target inCompartment(String type, String id, String searched) {
        boolean every = searched.equals(EVERY_TYPE);
        if (!every && !types.isKnown(searched)) {
            throw new RefusedException(Refusal.UNKNOWN_PATH);
        }
        if (!type.equals("Patient")) {
            throw new RefusedException(Refusal.NOT_SUPPORTED, "compartment " + type);
        }
        return every
                ? new Target(Call.Kind.SEARCH_TYPES, null, null, null, id, null)
                : new Target(Call.Kind.SEARCH, searched, null, null, id, null);
    }

    /** What changes something is never asked by GET, which a browser or a proxy may repeat. */
    private Target operation(HttpMethod method, String type, String id, String name) {
        if (!isGet(method) && method != HttpMethod.POST) {
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, "GET, HEAD, POST");
        }
        Call.Kind kind = isGet(method) ? Call.Kind.OPERATION_BY_GET : Call.Kind.OPERATION;
        return new Target(kind, type, id, null, null, name.substring(1));
    }

    private String known(String type) {
        if (!types.isKnown(type)) {
            throw new RefusedException(Refusal.UNKNOWN_TYPE, "?");
        }
        return type;
    }

    private static String valid(String id) {
        if (!Ids.isValid(id)) {
            throw new RefusedException(Refusal.INVALID_ID);
        }
        return id;
    }

    private static Target target(Call.Kind kind, String type, String id) {
        return new Target(kind, type, id, null, null, null);
    }

    private static Target only(HttpMethod method, HttpMethod allowed, Target target) {
        boolean right = allowed == HttpMethod.GET ? isGet(method) : method == allowed;
        if (!right) {
            String also = allowed == HttpMethod.GET ? ", HEAD" : "";
            throw new RefusedException(Refusal.METHOD_NOT_ALLOWED, allowed + also);
        }
        return target;
    }

    private static boolean isGet(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }
}
