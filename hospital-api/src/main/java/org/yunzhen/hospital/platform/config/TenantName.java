package org.yunzhen.hospital.platform.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant and what its institution is called, as {@code home=某某医院|Some Hospital}.
 *
 * @param tenant lower case letters, digits and hyphens, 32 at most
 */
public record TenantName(String tenant, String zh, String en) {
    private static final Pattern FORM =
            Pattern.compile(
                    "([a-z][a-z0-9-]{0,31})\\s*=\\s*([^|]*[^|\\s])\\s*\\|\\s*([^|]*[^|\\s])");

    /**
     * Reads one of the setting {@code yunzhen.tenants}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static TenantName parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text.strip() + "' is not tenant=Chinese name|English name");
        }
        return new TenantName(form.group(1), form.group(2), form.group(3));
    }
}
