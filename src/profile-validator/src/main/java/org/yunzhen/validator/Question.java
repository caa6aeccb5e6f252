package org.yunzhen.validator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be judged, and by what. A message's first part is JSON: {@code profiles} and {@code
 * absent}, lists of canonical addresses, {@code state}, and {@code keys}, under which the
 * definitions were asked for; its second the resource; all others are definitions.
 *
 * @param state of the asking tenant's definitions: what was not there in another may be in this
 * @param profiles it is judged by, beside those it declares
 * @param absent addresses that nobody knows: they are not asked for again
 * @param resource as JSON
 * @param definitions as JSON, beside those of R4, each by what it was asked for as: {@code
 *     Type|url} or {@code Type|url|version}
 */
record Question(
        String state,
        List<String> profiles,
        Set<String> absent,
        String resource,
        Map<String, String> definitions) {
    private static final JsonMapper JSON = new JsonMapper();

    static Question of(List<byte[]> message) throws IOException {
        JsonNode head = JSON.readTree(message.get(0));
        List<String> texts =
                message.stream().map(part -> new String(part, StandardCharsets.UTF_8)).toList();
        return new Question(
                head.path("state").asText(),
                texts(head.path("profiles")),
                new TreeSet<>(texts(head.path("absent"))),
                texts.get(1),
                byKey(texts(head.path("keys")), texts.subList(2, texts.size())));
    }

    private static Map<String, String> byKey(List<String> keys, List<String> definitions) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            all.put(keys.get(i), definitions.get(i));
        }
        return all;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
