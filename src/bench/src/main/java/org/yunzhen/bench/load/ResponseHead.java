package org.yunzhen.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Status line and the four headers a load generator must heed.
 *
 * @param status three-digit status code
 * @param contentLength bytes of the body, -1 when not said
 * @param chunked Transfer-Encoding is chunked
 * @param closes the server will close the connection
 * @param etag as sent, empty when absent
 */
record ResponseHead(int status, long contentLength, boolean chunked, boolean closes, String etag) {

    /** Reads a whole head, its empty line included. */
    static ResponseHead of(byte[] bytes, int length) {
        int status = status(bytes, length);
        long contentLength = -1;
        boolean chunked = false;
        boolean closes = bytes[7] == '0';
        String etag = "";
        int line = afterLine(bytes, 0, length);
        while (line < length) {
            int next = afterLine(bytes, line, length);
            switch (bytes[line] | 0x20) {
                case 'c' -> {
                    if (named("content-length:", bytes, line, next)) {
                        contentLength = number(bytes, line + 15, next);
                    } else if (named("connection:", bytes, line, next)) {
                        closes = value(bytes, line + 11, next).equalsIgnoreCase("close");
                    }
                }
                case 't' -> {
                    if (named("transfer-encoding:", bytes, line, next)) {
                        chunked = value(bytes, line + 18, next).equalsIgnoreCase("chunked");
                    }
                }
                case 'e' -> {
                    if (named("etag:", bytes, line, next)) {
                        etag = value(bytes, line + 5, next);
                    }
                }
                default -> {}
            }
            line = next;
        }
        return new ResponseHead(status, contentLength, chunked, closes, etag);
    }

    boolean isInterim() {
        return status < 200;
    }

    boolean hasNoBody() {
        return status == 204 || status == 304;
    }

    private static int status(byte[] bytes, int length) {
        boolean http1 =
                length > 12
                        && new String(bytes, 0, 7, StandardCharsets.ISO_8859_1).equals("HTTP/1.");
        if (!http1) {
            throw new MalformedAnswerException("no HTTP/1 status line");
        }
        return (int) number(bytes, 9, 12);
    }

    private static int afterLine(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static boolean named(String lowerCaseName, byte[] bytes, int from, int to) {
        if (to - from < lowerCaseName.length()) {
            return false;
        }
        for (int i = 0; i < lowerCaseName.length(); i++) {
            byte actual = bytes[from + i];
            int lower = actual >= 'A' && actual <= 'Z' ? actual | 0x20 : actual;
            if (lower != lowerCaseName.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String value(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        boolean any = false;
        for (int i = from; i < to; i++) {
            byte digit = bytes[i];
            if (digit >= '0' && digit <= '9') {
                number = number * 10 + digit - '0';
                any = true;
            } else if (digit != ' ' && digit != '\t' && digit != '\r' && digit != '\n') {
                throw new MalformedAnswerException("a number with the byte " + digit);
            }
        }
        if (!any) {
            throw new MalformedAnswerException("a number without digits");
        }
        return number;
    }
}
