package dev.serai.metrics;

/**
 * What series of targets are told apart by. What is empty says nothing.
 *
 * @param operation what was asked for
 * @param detail what the series of one target are told apart by: a status, a kind of token
 */
record TargetKey(String operation, String provider, String model, String project, String detail) {

    /** The key that counts for one that may not be told apart: of all other projects, models, and at last providers. */
    TargetKey wider() {
        if (isTold(project)) {
            return new TargetKey(operation, provider, model, MeterLabels.OTHER, detail);
        }
        if (isTold(model)) {
            return new TargetKey(operation, provider, MeterLabels.OTHER, project, detail);
        }
        return new TargetKey(MeterLabels.OTHER, MeterLabels.OTHER, MeterLabels.OTHER, project, detail);
    }

    /** The same where details can be many, too. */
    TargetKey widerInAll() {
        TargetKey wider = wider();
        return wider.equals(this) ? with(MeterLabels.OTHER) : wider;
    }

    private static boolean isTold(String value) {
        return !value.isEmpty() && !value.equals(MeterLabels.OTHER);
    }

    TargetKey with(String otherDetail) {
        return new TargetKey(operation, provider, model, project, otherDetail);
    }
}
