package org.yunzhen.sandbox.exchange;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a caller sent, free of the HTTP server's own types.
 *
 * @param method upper case
 * @param path without the query
 * @param headers the first value of a header by its name in any case, null when absent
 * @param body empty when there was none
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
public record Request(String method, String path, UnaryOperator<String> headers, byte[] body) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** Whether method and path are these. */
    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    /** The one path segment after a prefix, when this is a GET of something below that prefix. */
    public Optional<String> readBelow(String prefix) {
        boolean below =
                method.equals("GET")
                        && path.startsWith(prefix)
                        && path.length() > prefix.length()
                        && path.indexOf('/', prefix.length()) < 0;
        return below ? Optional.of(path.substring(prefix.length())) : Optional.empty();
    }
}
