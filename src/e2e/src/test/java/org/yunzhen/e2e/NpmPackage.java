package org.yunzhen.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A package of HL7's that npm has, fetched from wherever npm is set up to look. */
final class NpmPackage {
    private NpmPackage() {}

    /**
     * The folder {@code package} of a package.
     *
     * @param name with its version, {@code name@1.2.3}
     */
    static Path unpacked(String name) throws IOException, InterruptedException {
        Path folder = SharedService.folder("npm");
        String commands = "npm pack --silent --prefer-offline " + name + " && tar xzf *.tgz";
        Path log = folder.resolve("npm.log");
        Process bash =
                new ProcessBuilder("bash", "-euc", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (bash.waitFor() != 0) {
            throw new IllegalStateException(name + ": " + Files.readString(log));
        }
        return folder.resolve("package");
    }
}
