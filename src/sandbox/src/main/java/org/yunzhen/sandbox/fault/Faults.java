package org.yunzhen.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults still to come, first ordered first served. Not journaled: a restart ends them. */
public final class Faults {
    private final List<Fault> pending = new ArrayList<>();

    /** Orders more faults. */
    public synchronized void order(List<Fault> faults) {
        pending.addAll(faults);
    }

    /** Ends all of them. */
    public synchronized void clear() {
        pending.clear();
    }

    /** What is still to come. */
    public synchronized List<Fault> pending() {
        return List.copyOf(pending);
    }

    /** Takes the fault that befalls this call, if any; it then strikes once less. */
    public synchronized Optional<Fault> take(String infno, String path) {
        for (int i = 0; i < pending.size(); i++) {
            Fault fault = pending.get(i);
            if (fault.strikes(infno, path)) {
                if (fault.times() > 1) {
                    pending.set(i, fault.spentOnce());
                } else {
                    pending.remove(i);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
