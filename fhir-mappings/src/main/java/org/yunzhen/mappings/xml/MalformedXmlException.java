package org.yunzhen.mappings.xml;

import javax.xml.stream.Location;
import org.yunzhen.mappings.json.MalformedContentException;

/** The bytes are no XML that FHIR allows. Says where, never what stood there. */
public final class MalformedXmlException extends MalformedContentException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Kind {
        /** Not well-formed, or not in UTF-8. */
        SYNTAX,
        /** A document type, or an entity that only one could declare. */
        DOCTYPE,
        /** Well-formed, but text, an attribute or a namespace that FHIR's XML does not have. */
        NOT_FHIR,
        /** Nested deeper than the stated limit. */
        TOO_DEEP,
        /** A number of more digits than the stated limit. */
        LONG_NUMBER,
        /** More elements than the stated limit. */
        TOO_MANY
    }

    private final Kind kind;

    MalformedXmlException(Kind kind, Location at) {
        this(kind, at == null ? 0 : at.getLineNumber(), at == null ? 0 : at.getColumnNumber());
    }

    MalformedXmlException(Kind kind, int line, int column) {
        super(kind, line, column);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
