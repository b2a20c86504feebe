package com.renderowl.monitoring.model.alertmanager;

/** The alerts by which {@code monitoring alert test} tries the receivers; a route of their own takes each to its one. */
public final class ReceiverTrial {

    /** The name of all of them. */
    public static final String ALERT = "MonitoringReceiverTest";

    /** The label with the name of the receiver that shall be told. */
    public static final String RECEIVER_LABEL = "receiver_test";

    private ReceiverTrial() {}
}
