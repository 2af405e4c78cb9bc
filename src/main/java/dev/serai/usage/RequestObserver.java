package dev.serai.usage;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Learns of each request when it has ended, whoever sent it and whatever became of it. A bean of this type is told; what it
 * throws is noted, and keeps nobody else from being told.
 */
public interface RequestObserver {

    /** Told when the answer is about to be told in the format of a client that does not speak OpenAI's API. */
    default void translates(Exchange exchange, Message answer) {}

    /** Told when the answer is known and nothing of it is written, on the request's thread; not where there is none. */
    default void answers(Exchange exchange) {}

    /** Told once, after the last byte, on the request's thread: what takes time is to be done elsewhere. */
    void ended(EndedRequest request);
}
