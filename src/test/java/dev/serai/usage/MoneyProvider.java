package dev.serai.usage;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider that does what each request says, and keeps its own books: four bytes of text are a token. */
final class MoneyProvider {

    /** Twenty tokens. */
    static final String PIECE = "Twenty tokens are eighty bytes of text, as they mostly are, be it in these words";

    private static final Pattern ASKED = Pattern.compile("\\[\\[(\\w+) (\\d+)]]");
    private static final int TOKENS = 20;
    private static final int PIECES = 20;
    private static final int INPUTS = 96;

    private final MoneyBooks books = new MoneyBooks();

    MoneyBooks books() {
        return books;
    }

    /** The text by which a request says what is to become of it. */
    static String text(MoneyKind kind, int number, int bytes) {
        String mark = "[[" + kind + " " + number + "]]";
        return mark + "word".repeat((bytes - mark.length()) / 4);
    }

    Script answer(FakeUpstream.Received request) {
        Matcher asked = ASKED.matcher(request.text());
        if (!asked.find()) {
            return Script.json(500, "{}");
        }
        MoneyKind kind = MoneyKind.valueOf(asked.group(1));
        int number = Integer.parseInt(asked.group(2));
        if (kind == MoneyKind.BATCH || kind == MoneyKind.BATCH_BROKEN) {
            return embeddings(kind, request.text());
        }
        MoneyBooks.Entry entry = books.asked(kind, promptTokens(request.text()));
        boolean first = request.path().startsWith("/openai/") && !request.text().contains("\"try\":2");
        if (kind.replaces()) {
            return first && number % 2 == 0 ? fails(kind, entry) : answers(kind.stream, entry);
        }
        return single(kind, entry);
    }

    private static long promptTokens(String request) {
        int from = request.indexOf("[[");
        return (request.indexOf('"', from) - from) / 4L;
    }

    private Script single(MoneyKind kind, MoneyBooks.Entry entry) {
        return switch (kind) {
            case TRANSLATED -> anthropic(entry);
            case REFUSED -> {
                entry.isFree();
                yield Script.json(503, "{\"error\":{\"message\":\"busy\"}}");
            }
            case USAGE_ZERO -> whole(entry, "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}", 1);
            case USAGE_TEXT -> whole(entry, "{\"prompt_tokens\":\"9\",\"completion_tokens\":\"9\"}", 1);
            case USAGE_NEGATIVE -> stream(entry, "{\"prompt_tokens\":-9,\"completion_tokens\":-1}", 0);
            case USAGE_ABSURD -> stream(entry, "{\"prompt_tokens\":9e18,\"completion_tokens\":9999999999999}", 0);
            case USAGE_MISSING -> stream(entry, null, 0);
            case GARBLED -> Script.json(200, "{\"choices\":[{\"mess");
            case BROKEN_WHOLE -> whole(entry, "{}", 0.7);
            case BROKEN_STREAM -> pieces(entry, Script.stream(), PIECES / 2, 0).reset();
            case TIMED_OUT, LEFT_BEFORE -> Script.silent().stall(30);
            case LEFT_AMID -> stream(entry, null, 20);
            default -> answers(kind.stream, entry);
        };
    }

    private Script fails(MoneyKind kind, MoneyBooks.Entry entry) {
        return switch (kind) {
            case RESUMED -> pieces(entry, Script.stream(), PIECES / 2, 0).reset();
            case HEDGED -> Script.silent().stall(30);
            case RETRIED -> Script.json(200, "{\"choices\":[{\"mess");
            default -> Script.silent().raw("HTTP/1.1 200 -\r\nContent-Ty").reset();
        };
    }

    private static Script answers(boolean stream, MoneyBooks.Entry entry) {
        String usage = usage(entry.prompt(), PIECES * TOKENS);
        return stream
                ? stream(entry, usage, 0).then(entry::reports)
                : whole(entry, usage, 1).then(entry::reports);
    }

    private static String usage(long prompt, long completion) {
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                .formatted(prompt, completion, prompt + completion);
    }

    private static Script whole(MoneyBooks.Entry entry, String usage, double share) {
        String body = Answers.WHOLE
                .replace("\"Hi\"", "\"" + PIECE.repeat(PIECES) + "\"")
                .replaceFirst("}$", ",\"usage\":" + usage + "}");
        entry.writes(PIECES * TOKENS); // all of it was made, however much of it arrives
        String head = "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
        Script script = Script.silent().raw(head.formatted(body.length())).raw(body.substring(0, (int)
                (share * body.length())));
        return share < 1 ? script.reset() : script;
    }

    private static Script pieces(MoneyBooks.Entry entry, Script script, int count, int pause) {
        for (int i = 0; i < count; i++) {
            script.send(Answers.content(PIECE)).then(() -> entry.writes(TOKENS)).pause(pause);
        }
        return script;
    }

    private static Script stream(MoneyBooks.Entry entry, String usage, int pause) {
        Script script = pieces(entry, Script.stream(), PIECES, pause).send(Answers.finish());
        if (usage != null) {
            script.send(Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", usage));
        }
        return script.send(Answers.DONE).end();
    }

    private static Script anthropic(MoneyBooks.Entry entry) {
        String start = Answers.anthropicStart("").replace("\"input_tokens\":3", "\"input_tokens\":" + entry.prompt());
        Script script = Script.stream().send(start);
        for (int i = 0; i < PIECES; i++) {
            script.send(Answers.anthropicContent(PIECE)).then(() -> entry.writes(TOKENS));
        }
        return script.send(
                        Answers.anthropicEnd().replace("\"output_tokens\":2", "\"output_tokens\":" + PIECES * TOKENS))
                .end()
                .then(entry::reports);
    }

    /** Each part of a batch; of a broken one, the last is too much. */
    private Script embeddings(MoneyKind kind, String request) {
        int inputs = request.split("\\[\\[", -1).length - 1;
        MoneyBooks.Entry entry = books.asked(kind, 25L * inputs);
        if (kind == MoneyKind.BATCH_BROKEN && inputs < INPUTS) {
            entry.isFree();
            return Script.json(429, "{\"message\":\"slow down\"}");
        }
        String vectors = "[1],".repeat(inputs);
        return Script.json(200, """
                        {"embeddings":{"float":[%s]},"meta":{"billed_units":{"input_tokens":%d}}}""".formatted(vectors.substring(0, vectors.length() - 1), entry.prompt()))
                .then(entry::reports);
    }
}
