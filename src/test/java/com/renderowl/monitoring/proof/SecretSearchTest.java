package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SecretSearchTest {

    private static final String HASH = "$2y$10$Q.F1m/abcdefghijklmnopqrstuvwxyz./ABCDEFGHIJKLMNOPQR";

    private final PlantedSecrets planted = PlantedSecrets.named("one", "other").and("hash", HASH);
    private final SecretSearch search = new SecretSearch(planted);

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertThat(search.in("planted" + "0".repeat(32) + planted.word("one").substring(0, 38)))
                .isEmpty();
    }

    @Test
    void wordsAreFoundInEveryFormAndPosition() {
        for (String around : new String[] {"", "a", "ab", "abc"}) {
            String text = around + planted.value("one") + around;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(search.in(text)).containsExactly("one");
            assertThat(search.in(URLEncoder.encode(text, StandardCharsets.UTF_8)))
                    .containsExactly("one");
            assertThat(search.in(Base64.getEncoder().encodeToString(bytes))).containsExactly("one");
            assertThat(search.in(Base64.getUrlEncoder().encodeToString(bytes))).containsExactly("one");
            assertThat(search.in(HexFormat.of().formatHex(bytes))).containsExactly("one");
        }
    }

    @Test
    void hashesAreFoundWhateverEscapesThem() {
        byte[] line = ("alice: " + HASH + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(search.in(line)).containsExactly("hash");
        assertThat(search.in(Base64.getEncoder().encodeToString(line))).containsExactly("hash");
        assertThat(search.in(URLEncoder.encode(HASH, StandardCharsets.UTF_8))).containsExactly("hash");
        assertThat(search.in("{\"a\":\"" + HASH.replace("/", "\\/") + "\"}")).containsExactly("hash");
    }

    @Test
    void streamsAreReadWhereverTheyAreCut() throws IOException {
        String text = "x".repeat((1 << 20) - 20) + planted.word("one") + "y".repeat(1 << 20) + planted.word("other");
        for (int size : new int[] {7, 4096, 1 << 20}) {
            Set<String> found = new TreeSet<>();

            long total = search.read(inPieces(text, size), found);

            assertThat(total).isEqualTo(text.length());
            assertThat(found).containsExactly("one", "other");
        }
    }

    @Test
    void aWordIsNotInItsOwnFormsOfAnotherWord() {
        PlantedSecrets two = new PlantedSecrets(Map.of("left", "abcdefghijklmnopq1", "right", "abcdefghijklmnopq2"));

        assertThat(two.foundIn("abcdefghijklmnopq2")).containsExactly("right");
    }

    /** A stream that gives at most so many bytes at a time, as pipes do. */
    private static InputStream inPieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, size));
            }
        };
    }
}
