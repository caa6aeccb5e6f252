package org.yunzhen.hospital.terminology;

/**
 * A code system whose codes are in rows.
 *
 * @param tenant under which its rows stand
 * @param number of its rows
 * @param version or null
 * @param name or null
 * @param complete whether all its codes are in the rows
 */
record KnownSystem(
        String tenant,
        long number,
        String url,
        String version,
        String name,
        boolean caseSensitive,
        boolean complete) {}
