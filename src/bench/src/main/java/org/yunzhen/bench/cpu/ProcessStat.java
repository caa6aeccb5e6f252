package org.yunzhen.bench.cpu;

/**
 * The fields of {@code /proc/PID/stat} (proc(5)) that say who a process is and what it has used.
 *
 * @param name the command's name, at most 15 characters
 * @param parent process id of the parent
 * @param ownTicks user and system time of the process
 * @param reapedTicks user and system time of its children that have ended
 */
public record ProcessStat(String name, long parent, long ownTicks, long reapedTicks) {

    /**
     * The kernel reports clock ticks as if there were 100 a second, whatever its own timer does.
     */
    static final long NANOS_PER_TICK = 10_000_000L;

    /**
     * Reads the line; the name stands in parentheses and may itself hold blanks and parentheses.
     */
    static ProcessStat of(String line) {
        int opening = line.indexOf('(');
        int closing = line.lastIndexOf(')');
        String[] rest = line.substring(closing + 2).strip().split(" ");
        return new ProcessStat(
                line.substring(opening + 1, closing),
                Long.parseLong(rest[1]),
                Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
                Long.parseLong(rest[13]) + Long.parseLong(rest[14]));
    }

    /** All its time in nanoseconds, that of its ended children included. */
    long nanosWithReaped() {
        return (ownTicks + reapedTicks) * NANOS_PER_TICK;
    }
}
