package org.yunzhen.hospital.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.definition.Definitions;

class AccessTableTest {
    private static final Set<Action> PLAIN = EnumSet.complementOf(EnumSet.of(Action.OPERATION));

    private record Cell(Role role, String type, Action action) {}

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Role role : Role.values()) {
            for (String type : Definitions.r4().resourceTypes()) {
                PLAIN.forEach(action -> cells.add(new Cell(role, type, action)));
            }
        }
        return cells;
    }

    @Test
    void every_role_interaction_and_concrete_type_is_a_cell() {
        assertThat(cells()).hasSize(9 * 146 * 6);
    }

    @Test
    void each_cell_allows_what_the_requirement_says_and_nothing_else() {
        List<String> wrong = new ArrayList<>();
        for (Cell cell : cells()) {
            boolean allowed =
                    AccessTable.grant(cell.role(), cell.type(), cell.action()).isPresent();
            if (allowed != ExpectedAccess.allows(cell.role(), cell.type(), cell.action())) {
                wrong.add((allowed ? "allowed: " : "denied: ") + cell);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_grant_reaches_no_further_than_the_requirement_says() {
        for (Cell cell : cells()) {
            Optional<Grant> grant = AccessTable.grant(cell.role(), cell.type(), cell.action());
            if (grant.isPresent()
                    && ExpectedAccess.allows(cell.role(), cell.type(), cell.action())) {
                assertThat(grant.get().reach())
                        .as("%s", cell)
                        .isEqualTo(ExpectedAccess.reach(cell.role(), cell.type(), cell.action()));
            }
        }
    }

    @Test
    void each_grant_names_the_role_and_the_interaction_in_its_rule() {
        for (Cell cell : cells()) {
            AccessTable.grant(cell.role(), cell.type(), cell.action())
                    .ifPresent(
                            grant ->
                                    assertThat(grant.rule())
                                            .startsWith(cell.role().code() + ":")
                                            .endsWith(":" + cell.action().code()));
        }
    }

    @Test
    void the_compartment_of_the_requirement_is_that_of_the_compiled_definitions() {
        assertThat(
                        Definitions.r4().resourceTypes().stream()
                                .filter(t -> !Definitions.r4().patientCompartment(t).isEmpty()))
                .containsExactlyInAnyOrderElementsOf(ExpectedAccess.COMPARTMENT);
    }
}
