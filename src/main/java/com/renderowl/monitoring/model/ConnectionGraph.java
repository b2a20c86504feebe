package com.renderowl.monitoring.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every connection that the stack needs, and with that every connection that it allows. Scrape jobs, Services and
 * network policies are read off this graph, so none of them can forget what another one needs.
 *
 * @param connections in the order in which people read them
 */
public record ConnectionGraph(List<Connection> connections) {

    public ConnectionGraph {
        connections = List.copyOf(connections);
    }

    /** What {@code party} must accept. */
    public List<Connection> into(Party party) {
        return connections.stream()
                .filter(connection -> connection.to().equals(party) && !connection.staysInPod())
                .toList();
    }

    /** What {@code party} opens. */
    public List<Connection> outOf(Party party) {
        return connections.stream()
                .filter(connection -> connection.from().equals(party) && !connection.staysInPod())
                .toList();
    }

    /** What is scraped, each job once. */
    public List<ScrapeTarget> scrapeTargets() {
        return connections.stream()
                .flatMap(connection -> connection.purpose() instanceof Purpose.Scrape scrape
                        ? Stream.of(scrape.job())
                        : Stream.empty())
                .distinct()
                .toList();
    }
}
