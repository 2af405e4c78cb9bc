package dev.serai.call;

import java.util.List;
import java.util.SortedSet;

/** Who may answer to a name: what a request can cost depends on it before anyone is asked. */
public interface Reach {

    /** Its name in the registry of a generation. */
    String NAME = "reach";

    /**
     * What a name leads to.
     *
     * @param targets one for a provider's model, all of an alias; those that its file does not name are not among them
     * @param atOnce how many of them may be asked at a time
     */
    record Ways(List<Target> targets, int atOnce) {}

    /** Where a model's name, as callers say it, may lead. */
    Ways of(String model);

    /**
     * Headers of clients, names in lower case, that some provider gets with requests in its own format: which of them reach
     * whom is known when somebody is asked.
     */
    SortedSet<String> passedHeaders();
}
