package com.renderowl.monitoring.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Secrets that can be found again: each holds a word of its own that no escaping changes. Words are looked for in clear
 * and in Base64, whatever stands before them.
 *
 * @param words name of the secret to the word
 */
record PlantedSecrets(Map<String, String> words) {

    static PlantedSecrets named(String... names) {
        return new PlantedSecrets(Arrays.stream(names)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> "planted" + UUID.randomUUID().toString().replace("-", ""),
                        (one, other) -> one,
                        TreeMap::new)));
    }

    /** These, and a word that was not planted but found. */
    PlantedSecrets and(String name, String word) {
        Map<String, String> more = new TreeMap<>(words);
        more.put(name, word);
        return new PlantedSecrets(more);
    }

    /** The value of a secret: characters that JSON, YAML and shells treat in a special way stand around the word. */
    String value(String name) {
        return "p'<\"&$ " + word(name) + " :{#%\\";
    }

    String word(String name) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("No secret " + name + " was planted");
        }
        return word;
    }

    /** The names of the secrets that a text betrays. */
    Set<String> foundIn(String text) {
        return words.keySet().stream()
                .filter(name -> shapes(words.get(name)).anyMatch(text::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> shapes(String word) {
        // Base64 of a text depends on where in it a word begins, modulo three; its ends also on what stands around.
        Stream<String> encoded = IntStream.range(0, 3).mapToObj(offset -> {
            byte[] padded = (" ".repeat(offset) + word).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
            return base64.substring(offset == 0 ? 0 : 4, base64.length() - 4);
        });
        return Stream.concat(Stream.of(word), encoded);
    }
}
