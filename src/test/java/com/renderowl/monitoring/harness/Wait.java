package com.renderowl.monitoring.harness;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting for a condition, with a deadline. */
public final class Wait {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private Wait() {}

    /**
     * Returns as soon as the condition holds. A condition that throws, or whose assertion fails, does not hold yet.
     *
     * @param what the condition in words, for the failure's message: "the pod is Ready"
     * @throws AssertionError if it does not hold in time, with the condition's last exception as the cause
     */
    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        until(what, deadline, condition, () -> "");
    }

    /** As above; {@code details} is asked once, when time is up, and appended to the message. */
    static void until(String what, Duration deadline, BooleanSupplier condition, Supplier<String> details) {
        long end = System.nanoTime() + deadline.toNanos();
        @Nullable Throwable last = null;
        while (true) {
            long asked = System.nanoTime();
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (ManagedProcess.EndedError e) {
                throw e;
            } catch (RuntimeException | AssertionError e) {
                last = e;
            }
            if (System.nanoTime() >= end) {
                throw new AssertionError(
                        "Not within %d s: %s%s".formatted(deadline.toSeconds(), what, details.get()), last);
            }
            pause(Duration.ofNanos(System.nanoTime() - asked));
        }
    }

    /** One poll interval. */
    static void pause() {
        pause(PAUSE);
    }

    /** As long as it took to ask, so that asking leaves half of a processor to what is waited for. */
    private static void pause(Duration asking) {
        try {
            Thread.sleep(Math.max(PAUSE.toMillis(), Math.min(asking.toMillis(), LONGEST_PAUSE.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
