package com.renderowl.monitoring.proof;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Secrets that can be found again: each holds a word of its own that no escaping changes. Words are looked for by {@link
 * SecretSearch}, in clear and in other forms, whatever stands before them.
 *
 * @param words name of the secret to the word
 */
public record PlantedSecrets(Map<String, String> words) {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    public PlantedSecrets {
        words = Collections.unmodifiableMap(new TreeMap<>(words));
    }

    /** A new word for each name. */
    public static PlantedSecrets named(String... names) {
        return new PlantedSecrets(Arrays.stream(names)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> "planted" + UUID.randomUUID().toString().replace("-", ""),
                        (one, other) -> one,
                        TreeMap::new)));
    }

    /** These, and a word that was not planted but found, such as the hash of a password. */
    public PlantedSecrets and(String name, String word) {
        Map<String, String> more = new TreeMap<>(words);
        more.put(name, word);
        return new PlantedSecrets(more);
    }

    /** These and others. */
    public PlantedSecrets and(PlantedSecrets others) {
        Map<String, String> more = new TreeMap<>(words);
        more.putAll(others.words);
        return new PlantedSecrets(more);
    }

    /** The value of a secret: characters that JSON, YAML and shells treat in a special way stand around the word. */
    public String value(String name) {
        return "p'<\"&$ " + word(name) + " :{#%\\";
    }

    /** The word of a secret. */
    public String word(String name) {
        String word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("No secret " + name + " was planted");
        }
        return word;
    }

    /** The names of the secrets that a text betrays. */
    public Set<String> foundIn(String text) {
        return new SecretSearch(this).in(text);
    }

    /**
     * How programs write a word: as it is, escaped in a URL or in JSON, in hexadecimal digits, and in Base64. The ends of the
     * last one are left out: they depend on what stands around it, and the rest on where in it the word begins, modulo three.
     */
    static Set<String> forms(String word) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(word);
        forms.add(URLEncoder.encode(word, StandardCharsets.UTF_8));
        String json = JSON.toJson(word);
        forms.add(json.substring(1, json.length() - 1));
        forms.add(json.substring(1, json.length() - 1).replace("/", "\\/"));
        forms.add(HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)));
        for (int offset = 0; offset < 3; offset++) {
            byte[] padded = (" ".repeat(offset) + word).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
            String certain = base64.substring(offset == 0 ? 0 : 4, base64.length() - 4);
            forms.add(certain);
            forms.add(certain.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }
}
