package org.yunzhen.hospital.platform.demo.hospital;

import static org.yunzhen.hospital.platform.demo.hospital.Elements.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.hospital.platform.demo.hospital.Content.Line;

/**
 * The demo's hospital in Panzhihua and its primary-care site, loaded once into a new database. Done
 * before the first request: whoever reaches the demo finds it whole.
 */
@ApplicationScoped
@IfBuildProfile("demo")
class DemoHospital {
    private static final int AFTER_ACCOUNTS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Shanghai");
    private static final String SITE = "site";
    private static final Logger LOG = Logger.getLogger(DemoHospital.class);

    private final PartLoader loader;
    private final String home;
    private final boolean wanted;

    DemoHospital(PartLoader loader, YunzhenConfig config) {
        this.loader = loader;
        this.home = config.homeTenant();
        this.wanted = config.demo().hospital();
    }

    void load(@Observes @Priority(AFTER_ACCOUNTS) StartupEvent event) {
        loadOnce("catalogue", this::catalogue);
        if (wanted) {
            loadOnce("hospital", this::hospital);
            loadOnce("told", () -> List.of(loader.told(home)));
        }
    }

    /** Nothing of the content files is read when the whole is there. */
    private void loadOnce(String whole, Supplier<List<Part>> parts) {
        if (loader.isLoaded(home, whole).await().atMost(PATIENCE)) {
            return;
        }
        long begun = System.nanoTime();
        loader.load(parts.get()).await().atMost(PATIENCE);
        loader.load(List.of(new Part(home, whole, tx -> Uni.createFrom().voidItem())))
                .await()
                .atMost(PATIENCE);
        LOG.infof("demo %s loaded in %d ms", whole, (System.nanoTime() - begun) / 1_000_000);
    }

    private List<Part> catalogue() {
        List<Part> parts = new ArrayList<>();
        List<Line> medicines = Content.read("medicines");
        List<Line> diagnoses = Content.read("diagnoses");
        List<Line> items = Content.read("items");
        for (String tenant : List.of(home, SITE)) {
            parts.add(loader.catalogue(tenant, "medicine", medicines));
            parts.add(loader.catalogue(tenant, "diagnosis", diagnoses));
            parts.add(loader.catalogue(tenant, "item", items));
        }
        return parts;
    }

    private List<Part> hospital() {
        List<Part> parts = new ArrayList<>();
        parts.addAll(loader.documents(home, "places", places("home")));
        parts.addAll(loader.documents(SITE, "places", places(SITE)));
        parts.addAll(loader.documents(home, "staff", staff("home")));
        parts.addAll(loader.documents(SITE, "staff", staff(SITE)));
        parts.addAll(loader.documents(home, "schedules", schedules("home")));
        parts.addAll(loader.documents(SITE, "schedules", schedules(SITE)));
        parts.addAll(loader.documents(home, "reference", reference()));
        parts.addAll(loader.documents(home, "patients", patients()));
        parts.add(loader.guardians(home, Persons.guardianships(Content.read("patients"))));
        return parts;
    }

    static List<ObjectNode> places(String tenant) {
        List<ObjectNode> documents = new ArrayList<>();
        documents.addAll(Places.organizations(of(tenant, "organizations")));
        documents.addAll(Places.departments(of(tenant, "departments")));
        documents.add(Places.regulator());
        return documents;
    }

    static List<ObjectNode> staff(String tenant) {
        List<ObjectNode> documents = new ArrayList<>(Staff.documents(of(tenant, "practitioners")));
        if (tenant.equals(SITE)) {
            documents.add(Staff.clerk("operator02", "站点运营"));
            documents.add(resource("Device", "integration02").put("status", "active"));
        } else {
            documents.add(Staff.clerk("operator01", "医院运营"));
            documents.add(Staff.clerk("compliance01", "合规审计"));
            documents.add(resource("Device", "integration01").put("status", "active"));
        }
        return documents;
    }

    static List<ObjectNode> schedules(String tenant) {
        return Shifts.schedules(of(tenant, "shifts"));
    }

    static List<ObjectNode> reference() {
        List<ObjectNode> documents = new ArrayList<>();
        documents.add(ReferenceData.diagnoses(Content.read("diagnoses")));
        documents.add(ReferenceData.allergies(Content.read("allergies")));
        Content.read("items").forEach(line -> documents.add(ReferenceData.chargeItem(line)));
        for (Line medicine : Content.read("medicines")) {
            documents.add(ReferenceData.medication(medicine));
            documents.add(Knowledge.document(medicine));
        }
        return documents;
    }

    static List<ObjectNode> patients() {
        List<Line> lines = Content.read("patients");
        Persons persons = new Persons(lines, Content.read("allergies"));
        History history =
                new History(
                        LocalDate.now(BUSINESS_ZONE),
                        Content.read("diagnoses"),
                        of("home", "practitioners"));
        List<ObjectNode> documents = new ArrayList<>();
        for (Line line : lines) {
            documents.addAll(persons.documents(line));
            documents.addAll(history.documents(line));
        }
        return documents;
    }

    /** The lines of a file that belong to a tenant of the content: home or site. */
    static List<Line> of(String tenant, String file) {
        return Content.read(file).stream()
                .filter(line -> line.text("tenant").equals(tenant))
                .toList();
    }
}
