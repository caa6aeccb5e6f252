package org.yunzhen.mappings.definition;

import java.util.List;

/**
 * One way from a resource to values of a search parameter, compiled from its FHIRPath expression.
 * Arrays on the way are walked through.
 *
 * @param type FHIR type of the values found
 * @param codeSystem system of a bare code, or null if none or several are possible
 * @param resolvesTo only references to this resource type count, or null for all
 * @param truth whether the value is not what is found, but whether something is found that is not
 *     {@code false} (Patient's {@code deceased}); all paths of such a parameter are joined by or
 */
public record SearchPath(
        List<Step> steps, String type, String codeSystem, String resolvesTo, boolean truth) {

    /**
     * A step down.
     *
     * @param property JSON property
     * @param item index of the only item to take, or -1 for all
     * @param whereProperty property that an item must have with the value {@code whereValue}, or
     *     null for no condition
     */
    public record Step(String property, int item, String whereProperty, String whereValue) {}
}
