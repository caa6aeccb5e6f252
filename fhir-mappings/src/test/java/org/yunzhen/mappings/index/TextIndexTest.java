package org.yunzhen.mappings.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yunzhen.mappings.index.Extraction.values;

import org.junit.jupiter.api.Test;
import org.yunzhen.mappings.index.IndexValue.Text;
import org.yunzhen.mappings.index.IndexValue.Uri;

class TextIndexTest {
    @Test
    void names_and_addresses_yield_each_part() {
        String name = "'name':[{'text':'王小明','family':'王','given':['小','明'],'prefix':['Dr']}]";
        assertThat(values("Patient", name, "name"))
                .extracting(v -> ((Text) v).value())
                .containsExactly("王小明", "王", "小", "明", "Dr");
        assertThat(values("Patient", name, "family")).containsExactly(new Text("family", "王"));
        assertThat(
                        values(
                                "Patient",
                                "'address':[{'line':['炳草岗大街1号','502'],'city':'攀枝花'}]",
                                "address"))
                .extracting(v -> ((Text) v).value())
                .containsExactly("炳草岗大街1号", "502", "攀枝花");
    }

    @Test
    void a_chinese_name_without_text_is_also_found_written_together() {
        assertThat(values("Patient", "'name':[{'family':'欧阳','given':['建','国']}]", "name"))
                .contains(new Text("name", "欧阳建国"));
        assertThat(values("Patient", "'name':[{'family':'Wang','given':['Li']}]", "name"))
                .containsExactly(new Text("name", "Wang"), new Text("name", "Li"));
    }

    @Test
    void one_of_two_types_of_a_choice_can_be_text_of_another() {
        assertThat(values("Observation", "'valueString':'阴性'", "value-string"))
                .containsExactly(new Text("value-string", "阴性"));
        assertThat(values("Observation", "'valueCodeableConcept':{'text':'阳性'}", "value-string"))
                .containsExactly(new Text("value-string", "阳性"));
    }

    @Test
    void uris_stay_as_written() {
        assertThat(values("ValueSet", "'url':'http://a/B'", "url"))
                .containsExactly(new Uri("url", "http://a/B"));
        assertThat(values("Patient", "'meta':{'profile':['http://p|1']}", "_profile"))
                .containsExactly(new Uri("_profile", "http://p|1"));
    }
}
