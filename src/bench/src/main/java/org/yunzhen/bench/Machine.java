package org.yunzhen.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** What the figures were measured on; without it they mean nothing. */
final class Machine {
    private Machine() {}

    /** One line: date, processor, cores, memory, system, JVM, load before the start. */
    static String describe() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return "%s; %s, %d cores, %s memory; %s %s; %s %s; load average before: %.2f"
                .formatted(
                        ZonedDateTime.now(ZoneOffset.UTC)
                                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")),
                        value(Path.of("/proc/cpuinfo"), "model name"),
                        system.getAvailableProcessors(),
                        gibibytes(value(Path.of("/proc/meminfo"), "MemTotal")),
                        system.getName(),
                        system.getVersion(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.version"),
                        system.getSystemLoadAverage());
    }

    private static String gibibytes(String kilobytes) {
        String digits = kilobytes.replaceAll("\\D", "");
        return digits.isEmpty() ? kilobytes : Long.parseLong(digits) / (1 << 20) + " GiB";
    }

    private static String value(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException noProc) {
            return "unknown";
        }
    }
}
