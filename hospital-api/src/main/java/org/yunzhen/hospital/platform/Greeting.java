package org.yunzhen.hospital.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.boot.Boot;
import org.yunzhen.hospital.platform.config.YunzhenConfig;

/** The last lines of a start in the log: where everything is and how to begin. */
@ApplicationScoped
class Greeting {
    private static final Logger LOG = Logger.getLogger("org.yunzhen");

    private final Config settings;
    private final YunzhenConfig config;

    Greeting(Config settings, YunzhenConfig config) {
        this.settings = settings;
        this.config = config;
    }

    void say() {
        lines().forEach(LOG::info);
    }

    private List<String> lines() {
        String base = address();
        List<String> lines = new ArrayList<>();
        lines.add("服务 Service     " + base + "  (FHIR R4: " + base + "/fhir)");
        lines.add("文档 Docs        " + base + "/q/swagger-ui  " + base + "/fhir/metadata");
        lines.add("数据库 Database  " + database());
        config.insurance().url().ifPresent(url -> lines.add("医保 Insurance   " + url));
        config.cash().url().ifPresent(url -> lines.add("支付 Payment     " + url));
        lines.addAll(Boot.greeting(base));
        return lines;
    }

    private String address() {
        return config.baseUrl()
                .orElseGet(
                        () ->
                                "http://"
                                        + settings.getValue("quarkus.http.host", String.class)
                                        + ":"
                                        + settings.getValue("quarkus.http.port", String.class));
    }

    private String database() {
        String place =
                config.database().url().orElse("?") + " user " + config.database().username();
        return Boot.embeddedPasswordFile()
                .map(file -> place + ", 密码文件 password in " + file)
                .orElse(place);
    }
}
