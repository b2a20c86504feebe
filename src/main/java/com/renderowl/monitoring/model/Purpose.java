package com.renderowl.monitoring.model;

/** Why there is a connection. */
public sealed interface Purpose {

    /** How people name the purpose, in the port matrix. */
    String title();

    /**
     * Metrics are fetched.
     *
     * @param job the job that does it
     */
    record Scrape(ScrapeTarget job) implements Purpose {
        @Override
        public String title() {
            return "scrape " + job.job();
        }
    }

    /** Everything that is no scrape. */
    enum Other implements Purpose {
        /** Names are resolved. */
        NAMES("resolve names"),
        /** Targets are discovered. */
        DISCOVERY("discover targets"),
        /** Alerts are sent. */
        ALERTS("send alerts"),
        /** Receivers are told of alerts. */
        NOTIFICATIONS("notify"),
        /** Replicas tell each other whom they have told. */
        AGREEMENT("agree with other replicas"),
        /** Data is queried. */
        QUERIES("query"),
        /** Dashboards are looked at. */
        DASHBOARDS("look at dashboards"),
        /** A database is asked for its figures. */
        DATABASE("read database figures"),
        /** Samples are copied elsewhere. */
        REMOTE_WRITE("copy samples"),
        /** Finished blocks of samples are uploaded. */
        OBJECT_STORAGE("upload blocks"),
        /** Somebody asks for samples that are not uploaded yet. */
        RECENT_SAMPLES("read samples of all replicas");

        private final String title;

        Other(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }
    }
}
