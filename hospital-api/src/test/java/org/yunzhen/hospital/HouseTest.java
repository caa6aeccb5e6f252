package org.yunzhen.hospital;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The house plan: floors, rooms, and who may import whom. */
@AnalyzeClasses(packages = "org.yunzhen", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    private static final List<String> CAPABILITIES =
            List.of(
                    "appointment",
                    "consultation",
                    "prescription",
                    "profile",
                    "record",
                    "settlement",
                    "terminology");

    @ArchTest
    static final ArchRule the_adapter_knows_no_floor_above_it =
            noClasses()
                    .that()
                    .resideInAPackage("org.yunzhen.insurance..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.yunzhen.mappings..", "org.yunzhen.hospital..");

    @ArchTest
    static final ArchRule the_mappings_know_no_floor_above_them =
            noClasses()
                    .that()
                    .resideInAPackage("org.yunzhen.mappings..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.yunzhen.hospital..");

    @ArchTest
    static final ArchRule the_lower_floors_know_no_framework_and_no_database =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.yunzhen.insurance..", "org.yunzhen.mappings..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta..", "io.quarkus..", "io.vertx..", "java.sql..");

    @ArchTest
    static final ArchRule door_and_store_know_no_capability =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.yunzhen.hospital.fhir..",
                            "org.yunzhen.hospital.store..",
                            "org.yunzhen.hospital.access..")
                    .should()
                    .dependOnClassesThat(livesIn(CAPABILITIES));

    @ArchTest
    static final ArchRule capabilities_do_not_import_each_other =
            classes().that(livesIn(CAPABILITIES)).should(importNoOther(CAPABILITIES));

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("org.yunzhen.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobody_mixes_the_two_ways_to_the_database =
            noClasses()
                    .that(
                            DescribedPredicate.describe(
                                    "use the SQL client", HouseTest::usesSqlClient))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.hibernate..", "io.quarkus.hibernate..");

    private static boolean usesSqlClient(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getPackageName())
                .anyMatch(name -> name.contains("sqlclient"));
    }

    private static DescribedPredicate<JavaClass> livesIn(List<String> rooms) {
        return DescribedPredicate.describe(
                "live in " + rooms, type -> rooms.contains(roomOf(type)));
    }

    private static String roomOf(JavaClass type) {
        String prefix = "org.yunzhen.hospital.";
        String name = type.getPackageName();
        if (!name.startsWith(prefix)) {
            return "";
        }
        String rest = name.substring(prefix.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    private static ArchCondition<JavaClass> importNoOther(List<String> rooms) {
        return new ArchCondition<>("import no other capability") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(d -> rooms.contains(roomOf(d.getTargetClass())))
                        .filter(d -> !roomOf(d.getTargetClass()).equals(roomOf(type)))
                        .forEach(
                                d ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        type, d.getDescription())));
            }
        };
    }
}
