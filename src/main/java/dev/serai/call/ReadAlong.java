package dev.serai.call;

import dev.serai.stream.AnswerStream;
import dev.serai.stream.WatchedStream;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.camel.Message;

/** An answer read as it goes by: in OpenAI's words, whoever gave it and whatever the client speaks. */
public final class ReadAlong {

    private ReadAlong() {}

    /**
     * Has it read, before it is told in the format of the client.
     *
     * @param events takes a stream's, whole ones
     * @param whole takes an answer that is there at once; none that nobody can read
     */
    public static void of(Message answer, Consumer<byte[]> events, Consumer<byte[]> whole) {
        if (answer.getBody() instanceof AnswerStream stream) {
            stream.readAlong(events);
            answer.setBody(new WatchedStream(stream, its -> {
                if (!stream.isAsSaid()) {
                    events.accept(its);
                }
            }));
        } else if (answer.getBody() instanceof byte[] bytes) {
            whole.accept(bytes);
        } else if (answer.getBody() instanceof SaidAnswer said) {
            whole(said, whole);
        } else if (BodyConverters.isJson(answer.getBody()) || answer.getBody() instanceof String) {
            whole(answer, whole); // what steps of a team have made of it
        }
    }

    private static void whole(Message answer, Consumer<byte[]> reader) {
        byte[] bytes;
        try {
            bytes = BodyConverters.whole(answer.getExchange(), answer.getBody());
        } catch (IOException e) {
            return; // who writes it says so
        }
        reader.accept(bytes);
    }

    private static void whole(SaidAnswer said, Consumer<byte[]> reader) {
        byte[] chat;
        try {
            chat = said.chat();
        } catch (ApiException e) {
            return; // it passes all the same
        }
        reader.accept(chat);
    }
}
