package dev.serai.balancing.wall;

import dev.serai.balancing.wall.Faults.Fault;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider on a raw socket that misbehaves as the model's name has it, and remembers what it was asked. */
final class WallProvider {

    private final FakeUpstream upstream = new FakeUpstream();
    private final String name;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, List<Ask>> asks = new ConcurrentHashMap<>();

    WallProvider(String name) {
        this.name = name;
        upstream.answer(request -> answer(Ask.of(request)));
    }

    String url() {
        return upstream.url();
    }

    /** The name of the model that its answers show. */
    String shownModel() {
        return name + "-model";
    }

    /** Misbehaves from now on where it is asked for this model. */
    void breaks(String model, Fault fault) {
        faults.put(model, fault);
    }

    /** Answers from now on. */
    void heals(String model) {
        faults.remove(model);
    }

    /** What it was asked for a model, in order. */
    List<Ask> asked(String model) {
        return List.copyOf(asks(model));
    }

    private List<Ask> asks(String model) {
        return asks.computeIfAbsent(model, unknown -> new CopyOnWriteArrayList<>());
    }

    /** Forgets what other tests have asked. */
    void forget() {
        faults.clear();
        asks.clear();
    }

    Script answer(Ask ask) {
        int attempt;
        List<Ask> earlier = asks(ask.model());
        synchronized (earlier) {
            earlier.add(ask);
            attempt = earlier.size();
        }
        if (!Canon.TEXT.startsWith(ask.prefill())) {
            return Faults.error(ask, 400, "prefill_of_another_answer");
        }
        Reply reply = new Reply(name, ask, attempt);
        return faults.getOrDefault(ask.model(), Faults.HEALTHY).answer(ask, attempt, reply);
    }
}
