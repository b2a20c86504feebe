package com.renderowl.monitoring.faults;

import com.renderowl.monitoring.harness.Wait;
import com.renderowl.monitoring.platform.WebhookReceiver.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets things go wrong, waits for their alerts, repairs them, and waits until the alerts are over. */
final class FaultRun {

    /** The slowest alert takes under a minute; the rest is patience with a busy machine. */
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final AlertWatch watch;

    FaultRun(AlertWatch watch) {
        this.watch = watch;
    }

    /** A fault that has happened. */
    private record Happened(Fault fault, long since) {}

    /**
     * Runs faults that do not disturb each other at the same time.
     *
     * @return what became of each, in their order
     * @throws AssertionError when an alert was there before, or does not come, arrive or end
     */
    List<Course> run(List<Fault> faults) {
        for (Fault fault : faults) {
            Wait.until(
                    fault.alert() + " is silent before the fault",
                    DEADLINE,
                    () -> !watch.isActive(fault.alert(), fault.labels()));
        }
        List<Happened> happened = new ArrayList<>();
        for (Fault fault : faults) {
            happened.add(new Happened(fault, System.nanoTime()));
            fault.harm().run();
        }
        List<Notice> notices = new ArrayList<>();
        happened.forEach(one -> notices.add(awaitNotice(one, "firing")));
        long repairing = System.nanoTime();
        faults.forEach(fault -> fault.repair().run());
        List<Course> courses = new ArrayList<>();
        for (int index = 0; index < faults.size(); index++) {
            Happened one = happened.get(index);
            Notice end = awaitNotice(new Happened(one.fault(), repairing), "resolved");
            courses.add(new Course(
                    one.fault(),
                    seconds(one.since(), seen(one, "pending")),
                    seconds(one.since(), seen(one, "firing")),
                    seconds(one.since(), notices.get(index).nanoseconds()),
                    notices.get(index),
                    seconds(repairing, end.nanoseconds())));
        }
        return courses;
    }

    private Notice awaitNotice(Happened one, String status) {
        Fault fault = one.fault();
        try {
            Wait.until(
                    "the receiver is told that " + fault.alert() + " is " + status + ", because " + fault.cause(),
                    DEADLINE,
                    () -> watch.received(fault.alert(), fault.labels(), status, one.since())
                            .isPresent());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + watch.describe(), late);
        }
        return watch.received(fault.alert(), fault.labels(), status, one.since())
                .orElseThrow();
    }

    private long seen(Happened one, String state) {
        Fault fault = one.fault();
        return watch.seen(fault.alert(), fault.labels(), state, one.since())
                .orElseThrow(() -> new AssertionError(fault + " was never " + state));
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
