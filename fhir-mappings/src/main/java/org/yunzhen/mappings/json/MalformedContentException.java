package org.yunzhen.mappings.json;

/** The bytes of a body are not what FHIR allows. Says where, never what stood there. */
public abstract class MalformedContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** With what was wrong and where, both counted from 1; 0 where it is not known. */
    protected MalformedContentException(Enum<?> kind, int line, int column) {
        super(kind + " at line " + line + ", column " + column, null, false, false);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
