package com.renderowl.monitoring;

import com.pulumi.exceptions.RunException;

/** The stack is right, and the machine cannot take it: the message says what is in the way and what to do about it. */
public final class UnfitMachineException extends RunException {

    private static final long serialVersionUID = 1L;

    UnfitMachineException(String message) {
        super(message);
    }
}
