package org.yunzhen.hospital.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PackagingTest {
    private static final Packaging TABLETS =
            Packaging.of("28 片/盒", "28 tablets/box", "片", "tablet", new BigDecimal(28));

    @Test
    void a_package_goes_by_its_name_in_both_languages_and_as_an_annotation_of_UCUM() {
        assertThat(new String[] {"盒", " box ", "Box", "{box}", "{盒}", "package", "{package}"})
                .allMatch(TABLETS::isPackage)
                .noneMatch(TABLETS::isInside);
    }

    @Test
    void what_is_inside_or_of_another_medicine_is_no_package() {
        assertThat(new String[] {"片", "tablet", "{tablet}"})
                .noneMatch(TABLETS::isPackage)
                .allMatch(TABLETS::isInside);
        assertThat(new String[] {"瓶", "mg", "28 片/盒", ""})
                .noneMatch(TABLETS::isPackage)
                .noneMatch(TABLETS::isInside);
    }

    @Test
    void a_tube_is_a_package_where_another_medicine_counts_tubes_inside() {
        Packaging cream = Packaging.of("10 g/支", "10 g/tube", "g", "g", BigDecimal.TEN);
        Packaging ampoules =
                Packaging.of("10 支/盒", "10 ampoules/box", "支", "ampoule", BigDecimal.TEN);

        assertThat(cream.isPackage("支")).isTrue();
        assertThat(ampoules.isPackage("支")).isFalse();
    }

    @Test
    void where_a_package_holds_one_the_one_is_the_package() {
        Packaging vial = Packaging.of("1 支/盒", "1 vial/box", "支", "vial", BigDecimal.ONE);

        assertThat(vial.isPackage("支")).isTrue();
        assertThat(vial.isInside("支")).isFalse();
    }
}
