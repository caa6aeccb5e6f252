package org.yunzhen.sandbox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh sandbox for every test. */
abstract class SandboxTest {
    @TempDir Path journal;
    Sandbox sandbox;
    Desk desk;

    @BeforeEach
    void open() {
        sandbox = Sandbox.start(SandboxOptions.in(journal));
        desk = new Desk(sandbox.baseUrl()).signIn();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }
}
