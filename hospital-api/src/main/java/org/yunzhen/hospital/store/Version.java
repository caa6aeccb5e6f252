package org.yunzhen.hospital.store;

/**
 * A version in a history.
 *
 * @param putAnew whether a PUT is known to have made it of what was not there, or was deleted
 */
public record Version(Stored stored, boolean putAnew) {
    /** Whether nothing was there before it: it was answered 201. */
    public boolean isNew() {
        return putAnew || stored.version() == 1;
    }

    /** Whether a POST made it; where it is not known, an id of our form tells so. */
    public boolean isPosted() {
        return stored.version() == 1 && !putAnew && Ids.isOfOurForm(stored.id());
    }

    /** The same with only a part of the document. */
    public Version with(Stored part) {
        return new Version(part, putAnew);
    }
}
