package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.List;

/** IPv4 addresses as numbers. */
final class Blocks {

    private static final long LAST = 0xffff_ffffL;

    private Blocks() {}

    /** The number of an address such as {@code 10.0.0.1}. */
    static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    /** The address of a number. */
    static String address(long number) {
        return "%d.%d.%d.%d".formatted(number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
    }

    static long first(Cidr block) {
        return number(block.text().substring(0, block.text().indexOf('/')));
    }

    static long last(Cidr block) {
        return first(block) + (1L << 32 - block.prefixLength()) - 1;
    }

    /** The addresses at which a block begins and ends, and their neighbours outside. */
    static List<String> edges(Cidr block) {
        List<String> edges = new ArrayList<>();
        for (long number : List.of(first(block) - 1, first(block), last(block), last(block) + 1)) {
            if (number >= 0 && number <= LAST) {
                edges.add(address(number));
            }
        }
        return edges;
    }
}
