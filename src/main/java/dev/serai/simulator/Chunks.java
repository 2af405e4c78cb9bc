package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The events of a streamed completion, each built when it is asked for: the roles, the tokens of all choices in turn,
 * their finishes, and the usage if the client wants it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI's chunks</a>
 */
record Chunks(Completion completion, boolean includeUsage) {

    enum Phase {
        ROLE,
        TOKEN,
        FINISH,
        USAGE
    }

    /** One event; its kind says what may happen to it. */
    record Chunk(Phase kind, ObjectNode json) {}

    Iterator<Chunk> events() {
        int longest = completion.answer().longest();
        Stream<Chunk> roles = completion.format() == Format.CHAT ? eachChoice(this::role) : Stream.empty();
        Stream<Chunk> tokens = IntStream.range(0, longest).boxed().flatMap(this::tokens);
        Stream<Chunk> finishes = eachChoice(this::finish);
        Stream<Chunk> usage = includeUsage ? Stream.of(usage()) : Stream.empty();
        return Stream.concat(Stream.concat(roles, tokens), Stream.concat(finishes, usage))
                .iterator();
    }

    private Stream<Chunk> eachChoice(IntFunction<Chunk> event) {
        return IntStream.range(0, completion.answer().choices().size()).mapToObj(event);
    }

    private Chunk role(int index) {
        ObjectNode choice = choice(index);
        choice.putObject("delta").put("role", "assistant").put("content", "").putNull("refusal");
        return event(Phase.ROLE, choice, null);
    }

    /** The tokens at one position, of the choices that have so many. */
    private Stream<Chunk> tokens(int position) {
        return IntStream.range(0, completion.answer().choices().size())
                .filter(index -> tokensOf(index).size() > position)
                .mapToObj(index -> token(index, tokensOf(index).get(position)));
    }

    private Chunk token(int index, AnswerToken token) {
        ObjectNode choice = choice(index);
        completion.format().delta(choice, token);
        return event(Phase.TOKEN, choice, null);
    }

    private Chunk finish(int index) {
        ObjectNode choice = choice(index);
        completion.format().end(choice);
        return event(
                Phase.FINISH, choice, completion.answer().choices().get(index).finish());
    }

    private Chunk usage() {
        ObjectNode chunk = completion.head(completion.format().chunkObject());
        chunk.putArray("choices");
        chunk.set("usage", completion.usage());
        return new Chunk(Phase.USAGE, chunk);
    }

    private Chunk event(Phase kind, ObjectNode choice, String finish) {
        choice.putNull("logprobs").put("finish_reason", finish);
        ObjectNode chunk = completion.head(completion.format().chunkObject());
        chunk.putArray("choices").add(choice);
        if (includeUsage) {
            chunk.putNull("usage");
        }
        return new Chunk(kind, chunk);
    }

    private static ObjectNode choice(int index) {
        return Json.MAPPER.createObjectNode().put("index", index);
    }

    private List<AnswerToken> tokensOf(int index) {
        return completion.answer().choices().get(index).tokens();
    }
}
