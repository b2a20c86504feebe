package com.renderowl.monitoring.config;

/** Words for whoever writes the program that uses a component, in whatever language it is. */
record InputRemedies() implements Remedies {

    @Override
    public String toSet(String path, String value) {
        return "set the input " + path + " to " + value;
    }

    @Override
    public String toEncrypt(String path) {
        return "give the input " + path + " a secret value, such as one from the program's own configuration";
    }

    @Override
    public String toRemove(String path) {
        return "remove the input " + path;
    }

    @Override
    public String toRenameStack() {
        return "give the input stack another value";
    }

    @Override
    public String withoutCluster() {
        return "give the component a provider of Kubernetes, by the option providers";
    }
}
