package org.yunzhen.hospital.consultation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yunzhen.mappings.json.FhirJson;

/** The texts of informed consent with all their versions: content, not code. */
@ApplicationScoped
class ConsentTexts {
    /** The text to be agreed to before an online visit (R12). */
    static final String ONLINE_VISIT = "online-visit";

    private final Map<String, List<ConsentText>> versions =
            Map.of(ONLINE_VISIT, read(ONLINE_VISIT));

    /** The version that is to be shown on a day. */
    ConsentText current(String name, LocalDate day) {
        return find(name, day).orElseThrow();
    }

    /** The same for a name that a caller gave; empty when there is no such text. */
    Optional<ConsentText> find(String name, LocalDate day) {
        return versions.getOrDefault(name, List.of()).stream()
                .filter(text -> !text.from().isAfter(day))
                .reduce((earlier, later) -> later);
    }

    /** Whether a policy's uri is the current version of one of the texts. */
    boolean isCurrent(String uri, LocalDate day) {
        return versions.keySet().stream()
                .flatMap(name -> find(name, day).stream())
                .anyMatch(text -> text.uri().equals(uri));
    }

    /** All versions in the order of their first days. */
    private static List<ConsentText> read(String name) {
        String path = "/content/consent/" + name + ".json";
        try (InputStream file = ConsentTexts.class.getResourceAsStream(path)) {
            JsonNode content = FhirJson.parse(file.readAllBytes());
            JsonNode title = content.path("title");
            List<ConsentText> texts = new ArrayList<>();
            for (JsonNode version : content.path("versions")) {
                texts.add(
                        new ConsentText(
                                name,
                                version.path("version").textValue(),
                                LocalDate.parse(version.path("from").textValue()),
                                title.path("zh").textValue(),
                                title.path("en").textValue(),
                                version.path("text").path("zh").textValue(),
                                version.path("text").path("en").textValue()));
            }
            return List.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
