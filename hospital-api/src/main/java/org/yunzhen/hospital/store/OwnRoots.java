package org.yunzhen.hospital.store;

import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.definition.OwnAddresses;

/**
 * Under which addresses a tenant's resources are referred to. They must not hang on who asks, since
 * a document is indexed anew while nobody asks: the operator's address, or in a demo that has none
 * this machine's.
 */
@ApplicationScoped
public class OwnRoots {
    private final YunzhenConfig config;
    private final HttpServer server;

    OwnRoots(YunzhenConfig config, HttpServer server) {
        this.config = config;
        this.server = server;
    }

    /** Those of one tenant; none before the port is known. */
    public OwnAddresses of(String tenant) {
        String root = tenant.equals(config.homeTenant()) ? "/fhir/" : "/t/" + tenant + "/fhir/";
        return new OwnAddresses(addresses().stream().map(address -> address + root).toList());
    }

    private List<String> addresses() {
        return config.baseUrl().map(List::of).orElseGet(this::ofThisMachine);
    }

    /** The address that the operator gave, the same at every node; nothing where none was given. */
    List<String> ofOperator() {
        return config.baseUrl().stream().toList();
    }

    private List<String> ofThisMachine() {
        int port = server.getPort();
        return port <= 0
                ? List.of()
                : List.of("http://127.0.0.1:" + port, "http://localhost:" + port);
    }
}
