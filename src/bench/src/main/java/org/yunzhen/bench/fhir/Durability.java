package org.yunzhen.bench.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Refuses a database that may lose what it has confirmed: such figures compare with nothing. There
 * is no way round it.
 */
public final class Durability {
    private static final List<String> SETTINGS =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private Durability() {}

    /**
     * Asks the service's health report, whose check {@code database} carries the three settings.
     *
     * @throws UnfitServiceException when one is absent or not on
     */
    public static void requireOf(JsonObject health) {
        JsonObject settings =
                health.getJsonArray("checks", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .filter(check -> "database".equals(check.getString("name")))
                        .map(check -> check.getJsonObject("data", new JsonObject()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UnfitServiceException(
                                                "refused: /q/health has no check named 'database',"
                                                        + " so nobody knows whether fsync is on"));
        SETTINGS.forEach(name -> require("the service's database", name, settings.getString(name)));
    }

    /** Asks the settings themselves, as SHOW gave them. */
    public static void requireOf(Map<String, String> settings) {
        SETTINGS.forEach(name -> require("the floor's database", name, settings.get(name)));
    }

    private static void require(String whose, String name, String value) {
        if (!"on".equals(value)) {
            throw new UnfitServiceException(
                    "refused: %s has %s = %s; it must be on".formatted(whose, name, value));
        }
    }
}
