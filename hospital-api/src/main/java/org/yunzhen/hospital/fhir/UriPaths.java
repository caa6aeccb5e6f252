package org.yunzhen.hospital.fhir;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.yunzhen.hospital.store.Criterion;
import org.yunzhen.hospital.store.JsonPaths;
import org.yunzhen.mappings.definition.SearchParam;
import org.yunzhen.mappings.json.FhirJson;

/**
 * {@code :above} and {@code :below} of uris, by the steps of their paths (R4 section 3.1.1.4.12).
 */
final class UriPaths {
    private UriPaths() {}

    /** The uri itself and, step by step, the paths in which it lies. */
    static Stream<String> above(String uri) {
        int authority = uri.indexOf("://");
        int from = authority < 0 ? 0 : authority + 3;
        Stream<String> ancestors =
                Stream.iterate(uri, u -> u.lastIndexOf('/') >= from, UriPaths::cut)
                        .flatMap(u -> Stream.of(cut(u), cut(u) + "/"));
        return Stream.concat(Stream.of(uri), ancestors);
    }

    private static String cut(String uri) {
        int slash = uri.lastIndexOf('/');
        return slash < 0 ? uri : uri.substring(0, slash);
    }

    /** A canonical with whatever version. */
    static Criterion versions(SearchParam param, String uri) {
        String variables =
                new String(
                        FhirJson.write(FhirJson.object().put("p", uri + "|")),
                        StandardCharsets.UTF_8);
        return new Criterion.InDocument(
                JsonPaths.to(param).stream().map(found -> found + " ? (@ starts with $p)").toList(),
                variables,
                true);
    }

    static Criterion below(SearchParam param, String uri) {
        String path = uri.endsWith("/") ? uri : uri + "/";
        String variables =
                new String(
                        FhirJson.write(FhirJson.object().put("u", uri).put("p", path)),
                        StandardCharsets.UTF_8);
        return new Criterion.InDocument(
                JsonPaths.to(param).stream()
                        .map(found -> found + " ? (@ == $u || @ starts with $p)")
                        .toList(),
                variables,
                true);
    }
}
