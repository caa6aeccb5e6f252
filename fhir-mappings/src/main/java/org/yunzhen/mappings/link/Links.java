package org.yunzhen.mappings.link;

/** What becomes of the links of a document: each is answered by itself or by what replaces it. */
public interface Links {
    /**
     * A literal reference, as it stands in {@code Reference.reference}.
     *
     * @param place the Reference, such as {@code Observation.subject}
     */
    String reference(String literal, String place);

    /** An address: a uri or url, or one that a narrative's link or image names. */
    String address(String address);
}
