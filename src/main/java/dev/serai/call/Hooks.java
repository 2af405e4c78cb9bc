package dev.serai.call;

import dev.serai.transform.ClientFormat;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Synchronization;

/**
 * What the steps of a route want to be done later in a call: before somebody is asked, before the answer goes out, and in
 * which format that is to be.
 */
public final class Hooks {

    private final List<Consumer<Message>> beforeAnswer = new ArrayList<>(4);
    private Consumer<Message> beforeTranslation = answer -> {};
    private Synchronization atEnd;
    private Consumer<String> beforeAsking = name -> {};
    private Consumer<Target> beforeAskingTarget = target -> {};
    private volatile ClientFormat format;
    private final Progress progress = new Progress();

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** What the client speaks instead of OpenAI's API, and is answered in; null where it speaks that. */
    public ClientFormat format() {
        return format;
    }

    public void format(ClientFormat spoken) {
        this.format = spoken;
    }

    /** Sets what is to be done before an alias, or a provider's model, is asked; it may refuse that. */
    public void beforeAsking(Consumer<String> action) {
        beforeAsking = action;
    }

    /** Sets what is to be done besides before a provider's model is asked; it may refuse that. */
    public void beforeAskingTarget(Consumer<Target> action) {
        beforeAskingTarget = action;
    }

    /**
     * Says that an alias is about to be asked.
     *
     * @throws ApiException if the caller may not have it asked now
     */
    public void asks(String alias) {
        beforeAsking.accept(alias);
    }

    /**
     * Says that a provider's model is about to be asked.
     *
     * @throws ApiException if the caller may not have it asked now
     */
    public void asks(Target target) {
        beforeAsking.accept(target.toString());
        beforeAskingTarget.accept(target);
    }

    /** Adds something to do when the answer is known and nothing of it is written, to its headers for example. */
    public void beforeAnswer(Consumer<Message> action) {
        synchronized (beforeAnswer) { // branches of a route may run at a time
            beforeAnswer.add(action);
        }
    }

    /** The same before all others, which count what was asked. */
    public void beforeAllAtAnswer(Consumer<Message> action) {
        synchronized (beforeAnswer) {
            beforeAnswer.add(0, action);
        }
    }

    /** Adds something to do with an answer in its provider's words, or OpenAI's, before it is told in the client's. */
    public void beforeTranslation(Consumer<Message> action) {
        beforeTranslation = beforeTranslation.andThen(action);
    }

    /** Says that an answer is about to be told in the format of the client. */
    public void translates(Message answer) {
        beforeTranslation.accept(answer);
    }

    /** What is done when the exchange has ended, be it one of a fork: one for all steps, made for the first that asks. */
    public Synchronization atEnd(Exchange exchange, Supplier<? extends Synchronization> first) {
        if (atEnd == null) {
            atEnd = first.get();
            exchange.getExchangeExtension().addOnCompletion(atEnd);
        }
        return atEnd;
    }

    void answers(Message answer) {
        List<Consumer<Message>> actions;
        synchronized (beforeAnswer) {
            actions = List.copyOf(beforeAnswer);
        }
        actions.forEach(action -> action.accept(answer));
    }
}
