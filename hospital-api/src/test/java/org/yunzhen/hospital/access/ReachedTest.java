package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yunzhen.hospital.store.Standing;
import org.yunzhen.hospital.store.Transactions;
import org.yunzhen.hospital.store.Tx;
import org.yunzhen.hospital.testing.PostgresResource;
import org.yunzhen.mappings.refusal.RefusedException;

/** One question about many resources is answered as many questions about one each. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReachedTest {
    private static final String TENANT = "home";
    private static final int RESOURCES = 60;
    private static final List<String> PATIENTS =
            List.of("reached-a", "reached-b", "reached-c", "reached-d");
    private static final String DOCTOR = "Practitioner/reached";
    private static final String GUARDIAN = "Patient/reached-a";
    private static final List<String> PARTIES =
            List.of(DOCTOR, "Organization/reached", "Role/pharmacist", "Role/doctor");

    @Inject Transactions transactions;
    @Inject CareRelations relations;
    @Inject Access access;

    private final Random random = new Random(20261130);

    @BeforeEach
    void the_doctor_treats_one_and_treated_another_and_a_parent_cares_for_a_child() {
        opened(DOCTOR, PATIENTS.get(1), CareRelations.TREATING, "Encounter/reached-now");
        opened(DOCTOR, PATIENTS.get(2), CareRelations.TREATING, "Encounter/reached-before");
        opened(GUARDIAN, PATIENTS.get(3), CareRelations.GUARDIAN, "RelatedPerson/reached");
        inTransaction(tx -> relations.close(tx, "Encounter/reached-before", DOCTOR));
    }

    @Test
    void many_are_reached_as_each_by_itself() {
        Set<Integer> sizes = new HashSet<>();
        for (Role role : Role.values()) {
            for (String actor : List.of(DOCTOR, GUARDIAN, "Organization/reached")) {
                Caller caller = new Caller(actor, role, actor, Set.of(TENANT), Instant.MAX);
                for (Reach reach : Reach.values()) {
                    Grant grant = new Grant("reached", reach);
                    Map<String, Standing> resources = resources();
                    Set<String> expected = oneByOne(caller, grant, resources);
                    sizes.add(expected.size());
                    assertThat(atOnce(caller, grant, resources))
                            .as("%s %s %s", role, actor, reach)
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(sizes).contains(0, RESOURCES).hasSizeGreaterThan(4);
    }

    private Set<String> oneByOne(Caller caller, Grant grant, Map<String, Standing> resources) {
        Set<String> reached = new HashSet<>();
        Tx tx = transactions.reading(TENANT);
        resources.forEach(
                (key, standing) -> {
                    try {
                        access.relation(
                                        tx,
                                        caller,
                                        grant.reach(),
                                        standing.patients(),
                                        standing.parties())
                                .await()
                                .indefinitely();
                        reached.add(key);
                    } catch (RefusedException denied) {
                        assertThat(denied.status()).isIn(401, 403);
                    }
                });
        return reached;
    }

    private Set<String> atOnce(Caller caller, Grant grant, Map<String, Standing> resources) {
        return access.reached(transactions.reading(TENANT), caller, grant, resources)
                .await()
                .indefinitely();
    }

    private Map<String, Standing> resources() {
        Map<String, Standing> resources = new HashMap<>();
        for (int i = 0; i < RESOURCES; i++) {
            resources.put("r" + i, new Standing(someOf(PATIENTS, 3), someOf(PARTIES, 4)));
        }
        return resources;
    }

    /** Each of them with a chance of one in so many. */
    private List<String> someOf(List<String> all, int oneIn) {
        List<String> some = new ArrayList<>(all);
        some.removeIf(one -> random.nextInt(oneIn) > 0);
        return some;
    }

    private void opened(String actor, String patient, String kind, String source) {
        inTransaction(tx -> relations.open(tx, actor, patient, kind, source, null));
    }

    private void inTransaction(Function<Tx, Uni<Void>> work) {
        transactions.run(TENANT, work).await().indefinitely();
    }
}
