package org.yunzhen.hospital.platform.demo.hospital;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.appointment.ShiftPublisher;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;
import org.yunzhen.hospital.store.Leases;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Keeps fourteen days of the demo's shifts open. Today and tomorrow are open before the first
 * request, however long the demo was off; the rest follows at once, then day by day.
 */
@ApplicationScoped
@IfBuildProfile("demo")
class KeepOpen {
    private static final int DAYS = 14;
    private static final int DAYS_BEFORE_READY = 2;
    private static final int AFTER_CATALOGUE = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Shanghai");
    private static final String PREFIX = "open-";
    private static final Logger LOG = Logger.getLogger(KeepOpen.class);

    private final PartLoader loader;
    private final ShiftPublisher publisher;
    private final Leases leases;
    private final Duration lease;
    private final String home;
    private final boolean wanted;

    /** The scheduler may run before start-up is through; then there is nothing to open yet. */
    private volatile boolean hospitalIsLoaded;

    KeepOpen(PartLoader loader, ShiftPublisher publisher, Leases leases, YunzhenConfig config) {
        this.loader = loader;
        this.publisher = publisher;
        this.leases = leases;
        this.lease = config.demo().keepOpenLease();
        this.home = config.homeTenant();
        this.wanted = config.demo().hospital();
    }

    void openFirstDays(@Observes @Priority(AFTER_CATALOGUE) StartupEvent event) {
        if (wanted) {
            open(DAYS_BEFORE_READY).await().atMost(PATIENCE);
            hospitalIsLoaded = true;
        }
    }

    @Scheduled(
            every = "${yunzhen.demo.keep-open-every:1M}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> keepOpen() {
        return hospitalIsLoaded
                ? leases.whenHeld("demo-keep-open", lease, () -> open(DAYS))
                : Uni.createFrom().voidItem();
    }

    /** Opens what is not open yet of the days from today on. */
    Uni<Void> open(int days) {
        LocalDate today = LocalDate.now(BUSINESS_ZONE);
        return openDays(home, "home", today, days)
                .chain(() -> openDays("site", "site", today, days));
    }

    private Uni<Void> openDays(String tenant, String name, LocalDate today, int days) {
        return loader.loadedFrom(tenant, PREFIX + today)
                .map(done -> parts(tenant, name, today, days, done))
                .chain(loader::load);
    }

    private List<Part> parts(
            String tenant, String name, LocalDate today, int days, Set<String> done) {
        List<Line> templates = DemoHospital.of(name, "shifts");
        Set<LocalDate> holidays = Shifts.holidays(Content.read("holidays"));
        List<Part> parts = new ArrayList<>();
        for (LocalDate day = today; day.isBefore(today.plusDays(days)); day = day.plusDays(1)) {
            for (Line template : templates) {
                String part = PREFIX + day + "-" + template.text("schedule");
                if (!done.contains(part) && Shifts.isHeld(template, day, holidays)) {
                    parts.add(part(tenant, part, template, day));
                }
            }
        }
        return parts;
    }

    private Part part(String tenant, String name, Line template, LocalDate day) {
        return new Part(tenant, name, tx -> publish(tx, template, day));
    }

    /** A shift that an operator's own stands in the way of is left to the operator. */
    private Uni<Void> publish(Tx tx, Line template, LocalDate day) {
        return publisher
                .publish(tx, Shifts.on(template, day))
                .chain(() -> loader.noNews(tx))
                .onFailure(KeepOpen::standsInTheWay)
                .invoke(
                        refused ->
                                LOG.warnf(
                                        "%s of %s is not opened: %s",
                                        template.text("schedule"), day, refused.getMessage()))
                .onFailure(KeepOpen::standsInTheWay)
                .recoverWithNull();
    }

    private static boolean standsInTheWay(Throwable failure) {
        return failure instanceof RefusedException refused
                && refused.refusal() == Refusal.SHIFT_OVERLAPS;
    }
}
