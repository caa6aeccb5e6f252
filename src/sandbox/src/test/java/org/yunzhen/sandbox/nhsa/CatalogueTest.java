package org.yunzhen.sandbox.nhsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published rule of classes and the file that may overrule it. */
class CatalogueTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "XJ01XDT045A001010104640, 01, 0, 500",
        "XJ01XDT045A001010104645, 01, 0, 500",
        "ZA01AAB0001, 01, 0, 500",
        "T000000006, 02, 0.1, 500",
        "XJ01XDT045A001010104648, 02, 0.1, 500",
        "XJ01XDT045A001010104649, 03, 1, 500",
        "001102000010000-11020000, 01, 0, 999999",
        "ABC, 03, 1, 999999"
    })
    void the_last_digit_decides_the_class(String code, String level, String ratio, String limit) {
        Catalogue.Terms terms = Catalogue.byRule().of(code);
        assertThat(terms.chrgitmLv()).isEqualTo(level);
        assertThat(terms.selfpayProp()).isEqualByComparingTo(ratio);
        assertThat(terms.limit()).isEqualByComparingTo(limit);
    }

    @Test
    void a_file_overrules_the_rule() throws Exception {
        Path file = folder.resolve("items.csv");
        Files.write(file, List.of("# code,class,limit,ratio", "X9,甲", "X1,02,12.5,0.2", "X2,丙"));
        Catalogue catalogue = Catalogue.read(file);
        assertThat(catalogue.of("X9").chrgitmLv()).isEqualTo("01");
        assertThat(catalogue.of("X1").limit()).isEqualByComparingTo("12.5");
        assertThat(catalogue.of("X1").selfpayProp()).isEqualByComparingTo("0.2");
        assertThat(catalogue.of("X2").outsideInsurance()).isTrue();
        assertThat(catalogue.of("X3").chrgitmLv()).isEqualTo("01");
    }

    @Test
    void a_line_that_cannot_be_read_is_named() throws Exception {
        Path file = folder.resolve("items.csv");
        Files.write(file, List.of("X1,04"));
        assertThatThrownBy(() -> Catalogue.read(file)).hasMessageContaining("X1,04");
    }

    @Test
    void the_gateway_signature_is_that_of_the_published_vector() {
        assertThat(Gateway.sign("1700000000", "demo-token-0001", "nonce0001"))
                .isEqualTo("29a0e6b092eaa04886dafe7a76319b3a17540df584c21b7f5baa067b7a7ccc69");
    }
}
