package org.yunzhen.hospital.platform.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.yunzhen.hospital.platform.config.TenantName;

/** Settings with which the service must not start; each names its key. */
final class UnsafeSettings {
    private record Demand(String key, String... unsafeParts) {
        Optional<String> complaint(Config config) {
            Optional<String> value = config.getOptionalValue(key, String.class);
            if (value.isEmpty() || value.get().isBlank()) {
                return Optional.of("set " + key + ": profile prod does not start without it");
            }
            return Arrays.stream(unsafeParts).anyMatch(value.get()::contains)
                    ? Optional.of("change " + key + ": its value is that of the demo or sandbox")
                    : Optional.empty();
        }
    }

    /** Where only a sandbox can be. */
    private static final String[] LOOPBACK = {"//127.", "//localhost", "//[::1]"};

    private static final String TENANTS = "yunzhen.tenants";

    private static final List<Demand> PROD =
            List.of(
                    new Demand("yunzhen.database.url"),
                    new Demand("yunzhen.database.password", "yunzhen-demo"),
                    new Demand("yunzhen.base-url"),
                    new Demand("yunzhen.issuer.name", "demo-issuer"),
                    new Demand("yunzhen.issuer.jwks-url"),
                    new Demand("yunzhen.seal.secret", "yunzhen-demo"),
                    new Demand("yunzhen.insurance.url", LOOPBACK),
                    new Demand("yunzhen.insurance.paas-id", "yunzhen-demo"),
                    new Demand("yunzhen.insurance.secret", "demo-token"),
                    new Demand("yunzhen.insurance.fixmedins-code", "H51040200001"),
                    new Demand("yunzhen.insurance.fixmedins-name", "示范"),
                    new Demand("yunzhen.cash.url", LOOPBACK),
                    new Demand("yunzhen.cash.secret", "demo-cash"));

    private UnsafeSettings() {}

    static Optional<String> firstOf(Config config, String profile) {
        return (Boot.isDemo(profile) ? remoteDemo(config) : unsafeInEarnest(config))
                .or(() -> unreadableTenants(config));
    }

    private static Optional<String> unsafeInEarnest(Config config) {
        return PROD.stream().map(d -> d.complaint(config)).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> unreadableTenants(Config config) {
        try {
            config.getOptionalValues(TENANTS, String.class)
                    .orElse(List.of())
                    .forEach(TenantName::parse);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("change " + TENANTS + ": " + e.getMessage());
        }
    }

    private static Optional<String> remoteDemo(Config config) {
        String host =
                config.getOptionalValue("quarkus.http.host", String.class).orElse("127.0.0.1");
        boolean local = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
        boolean allowed =
                config.getOptionalValue("yunzhen.demo.allow-remote", Boolean.class).orElse(false);
        return local || allowed
                ? Optional.empty()
                : Optional.of(
                        "quarkus.http.host="
                                + host
                                + " opens the demo, whose passwords are public;"
                                + " set yunzhen.demo.allow-remote=true to do so");
    }
}
