package org.yunzhen.hospital.platform.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What a build for the demo brings along and starts itself: database and outside world. A build for
 * production holds no provider of it, nor any class behind one.
 */
interface EmbeddedWorld {
    /**
     * Sets the keys that name what is configured nowhere, as system properties, and begins to start
     * the database.
     *
     * @throws IOException with one line for the operator when something cannot be started
     */
    void startMissing(Config config) throws IOException;

    /**
     * Waits until the database answers, if one was begun.
     *
     * @throws IOException with one line for the operator when it does not come up
     */
    void awaitDatabase() throws IOException;

    /**
     * Starts the outside world, if one is wanted: it is not needed before somebody pays.
     *
     * @throws IOException with one line for the operator when it cannot be started
     */
    void startOutside() throws IOException;

    /** Where the password of the database it started is kept; empty when it started none. */
    Optional<Path> databasePasswordFile();

    /** What the log tells a newcomer: accounts and a first call. */
    List<String> greeting(String base);

    /** Stops what it started; does nothing when it started nothing. */
    void stop() throws IOException;
}
