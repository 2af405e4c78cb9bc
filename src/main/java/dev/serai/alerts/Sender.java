package dev.serai.alerts;

import java.util.Map;

/** Hands a notice to a channel's route, {@code routes/channels/}. */
@FunctionalInterface
interface Sender {

    /**
     * Sends it.
     *
     * @throws Exception if it did not arrive
     */
    void send(String channel, Map<String, Object> document) throws Exception;
}
