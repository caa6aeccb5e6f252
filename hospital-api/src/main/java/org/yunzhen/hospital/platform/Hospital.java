package org.yunzhen.hospital.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.yunzhen.hospital.platform.boot.Boot;

/**
 * The service's entry. Before the framework starts it settles where the database and the outside
 * world are: in the demo, where none are configured, embedded ones are started, the database first
 * and the outside world when the service is up.
 */
@QuarkusMain
public class Hospital {
    /** Starts the service and returns when it was told to stop. */
    public static void main(String... args) {
        // an address that is none gets our own answer, not an empty one of the framework's
        System.setProperty("vertx.disableURIValidation", "true");
        Boot.prepare();
        Quarkus.run(Service.class, args);
    }

    /** The running service: says where it is when all is up, then waits for the end. */
    public static class Service implements QuarkusApplication {
        private final Greeting greeting;

        Service(Greeting greeting) {
            this.greeting = greeting;
        }

        @Override
        public int run(String... args) {
            if (!List.of(args).contains(Boot.UNTIL_READY)) {
                greeting.say();
                Boot.startOutside();
                Quarkus.waitForExit();
            }
            return 0;
        }
    }
}
