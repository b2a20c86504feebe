package com.renderowl.monitoring.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for all words of some planted secrets at once, in all their forms, in texts and in bytes of any kind; fast enough for
 * whole disks.
 */
public final class SecretSearch {

    /** Every form begins with this many bytes that are compared as one number. */
    private static final int HEAD = Long.BYTES;

    private static final int TABLE_BITS = 16;
    private static final int BUFFER_BYTES = 1 << 20;

    private final List<Form> forms = new ArrayList<>();

    /** Whether any form has a head with this hash: nearly all bytes are done with after one look. */
    private final boolean[] table = new boolean[1 << TABLE_BITS];

    private final int longest;

    /** Looks for the words of {@code planted}. */
    public SecretSearch(PlantedSecrets planted) {
        planted.words()
                .forEach((name, word) -> PlantedSecrets.forms(word).forEach(form -> forms.add(Form.of(name, form))));
        forms.forEach(form -> table[hash(form.head)] = true);
        longest = forms.stream().mapToInt(form -> form.bytes.length).max().orElse(HEAD);
    }

    /** One way in which a word can be written. */
    private record Form(String name, byte[] bytes, long head) {

        static Form of(String name, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length < HEAD) {
                throw new IllegalArgumentException("The word of " + name + " is too short to be told from others");
            }
            long head = 0;
            for (int index = 0; index < HEAD; index++) {
                head = head << Byte.SIZE | bytes[index] & 0xFF;
            }
            return new Form(name, bytes, head);
        }

        boolean isAt(byte[] content, int start, int end) {
            return start + bytes.length <= end
                    && Arrays.equals(content, start, start + bytes.length, bytes, 0, bytes.length);
        }
    }

    /** The names of the secrets in a text. */
    public Set<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The names of the secrets in some bytes. */
    public Set<String> in(byte[] content) {
        Set<String> found = new TreeSet<>();
        search(content, content.length, found);
        return found;
    }

    /**
     * Reads a stream to its end.
     *
     * @param found takes the names of the secrets in it
     * @return how many bytes it had
     */
    public long read(InputStream stream, Set<String> found) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        int kept = 0;
        int count = stream.read(buffer, kept, buffer.length - kept);
        while (count >= 0) {
            total += count;
            int end = kept + count;
            search(buffer, end, found);
            // A word may begin here and end in what is read next.
            kept = Math.min(end, longest - 1);
            System.arraycopy(buffer, end - kept, buffer, 0, kept);
            count = stream.read(buffer, kept, buffer.length - kept);
        }
        return total;
    }

    private void search(byte[] content, int end, Set<String> found) {
        long head = 0;
        for (int index = 0; index < end; index++) {
            head = head << Byte.SIZE | content[index] & 0xFF;
            if (table[hash(head)] && index >= HEAD - 1) {
                int start = index - HEAD + 1;
                for (Form form : forms) {
                    if (form.head == head && form.isAt(content, start, end)) {
                        found.add(form.name);
                    }
                }
            }
        }
    }

    private static int hash(long head) {
        return (int) (head * 0x9E3779B97F4A7C15L >>> Long.SIZE - TABLE_BITS);
    }
}
