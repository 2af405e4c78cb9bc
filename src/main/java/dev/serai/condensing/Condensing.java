package dev.serai.condensing;

import dev.serai.call.Call;
import dev.serai.call.Fitted;
import dev.serai.call.Target;
import dev.serai.condensing.Condense.Truncation;
import dev.serai.limits.ChatTokens;
import dev.serai.limits.TokenEstimate;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.RawObject.Slice;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Makes conversations fit the context window of a target that would not take them whole: older turns are left out, or a
 * summary takes their place. The request itself stays as it is, for the next target may take more.
 */
public final class Condensing {

    private static final String TRUNCATION = "truncation";

    /** What an image, a sound or a file is taken for. */
    private static final long MEDIA = 1000;

    /** What the messages around a summary take. */
    private static final long AROUND = 40;

    /** Of a chunk that is not whole, parts of this part of it are summarised, and so on. */
    private static final int FINER = 8;

    private final ContextWindows windows;
    private final TokenEstimate tokens;
    private final Summariser summariser;

    Condensing(ContextWindows windows, TokenEstimate tokens, Summaries summaries) {
        this.windows = windows;
        this.tokens = tokens;
        this.summariser = new Summariser(summaries);
    }

    /**
     * What a target is to be asked in place of what the client asks; null where that is as it is to be.
     *
     * @throws ApiException 400 {@code context_length_exceeded} if it does not fit, and cannot or may not be made to
     */
    public Fitted fit(Exchange exchange, Target target, Condense how) {
        ApiRequest asked = Call.of(exchange).asked();
        if (!asked.operation().equals("chat") || asked.passed() != null) {
            return null;
        }
        Room room = new Room(windows.of(target), asked.maxTokens());
        ApiRequest chat = room.window() == 0 || isShort(asked, room) ? null : chat(asked);
        Condensed condensed =
                chat == null ? null : condense(exchange, target.toString(), chat, room, how.asSaid(truncation(asked)));
        if (condensed != null && condensed.isChanged()) {
            RawObject members = chat.members().copy();
            members.put("messages", condensed.messages());
            members.remove(TRUNCATION);
            return new Fitted(chat.as("chat", members), condensed.told());
        }
        return asked.original() == null ? withoutTruncation(asked) : null;
    }

    /** Chats have no such field anywhere else. */
    private static Fitted withoutTruncation(ApiRequest asked) {
        if (asked.members().get(TRUNCATION) == null) {
            return null;
        }
        RawObject members = asked.members().copy();
        members.remove(TRUNCATION);
        return new Fitted(asked.as("chat", members), null);
    }

    /** A token has a byte at least: mostly there is nothing to count. */
    private static boolean isShort(ApiRequest asked, Room room) {
        return asked.textBytes() + MEDIA * asked.media().count() <= room.target();
    }

    /** The same in OpenAI's words; null where only its own format can say it, and so its provider decides. */
    private static ApiRequest chat(ApiRequest asked) {
        try {
            return asked.to("", operation -> false);
        } catch (ApiException e) {
            if (e.status() != 400) {
                throw e;
            }
            return null;
        }
    }

    static Truncation truncation(ApiRequest asked) {
        Slice said = asked.said().get(TRUNCATION);
        if (said == null) {
            return Truncation.UNSAID;
        }
        return said.is("\"auto\"")
                ? Truncation.AUTO
                : said.is("\"disabled\"") ? Truncation.DISABLED : Truncation.UNSAID;
    }

    /**
     * Condenses a chat.
     *
     * @param who is to answer, for messages
     * @throws ApiException 400 {@code context_length_exceeded} if it does not fit, and cannot or may not be made to
     */
    Condensed condense(Exchange exchange, String who, ApiRequest chat, Room room, Condense how) {
        Memory memory = Call.of(exchange).memory();
        long size = chat.members().treeSize();
        try (Memory.Share trees = memory.share()) {
            trees.take(size);
            Conversation said = LargeBodies.inTurn(
                    size, () -> new Conversation(chat.members().tree(), new ChatTokens(tokens)));
            Condensed whole = new Condensed(chat.members().get("messages"), said.tokens(), said.tokens());
            if (said.tokens() <= room.target()) {
                return whole;
            }
            String why = "";
            if (how.summarises() && !chat.model().equals(Condense.SUMMARISER)) {
                try {
                    Condensed summarised = summarised(exchange, said, room, memory);
                    if (summarised != null) {
                        return summarised;
                    }
                } catch (ApiException e) {
                    Call.of(exchange).requireClient();
                    why = "; to summarise it failed: " + e.getMessage();
                }
            }
            Condensed cut = how.truncates() ? cut(said, room, memory) : null;
            if (cut == null && said.tokens() > room.most()) {
                throw tooLong(who, said, room, why);
            }
            return cut == null ? whole : cut;
        }
    }

    /** Null where it does not help. */
    private Condensed cut(Conversation said, Room room, Memory memory) {
        for (int turn = 1; turn < said.turns(); turn++) {
            if (said.tokensFrom(turn) <= room.target()) {
                return condensed(said, said.tokensFrom(turn), turn, null, memory);
            }
        }
        return null;
    }

    /**
     * The same. What is left behind the last whole chunk may be too much beside a long system's message: then smaller ones of
     * it are summarised, too, whose ends do not change with the next request either.
     */
    private Condensed summarised(Exchange exchange, Conversation said, Room room, Memory memory) {
        List<String> chunks = new ArrayList<>();
        int from = 0;
        int last = said.turns() - 1;
        boolean helps = last > 0 && fits(said, last, room);
        for (long size = room.chunk(); helps && size > 0; size /= FINER) {
            for (int turn = said.endOf(from, size); turn <= last; turn = said.endOf(from, size)) {
                chunks.add(said.transcript(from, turn));
                if (fits(said, turn, room)) {
                    String summary = summariser.summarise(exchange, chunks, room);
                    long after = said.tokensFrom(turn) + tokens.count(summary) + AROUND;
                    return condensed(said, after, turn, summary, memory);
                }
                from = turn;
            }
        }
        return null;
    }

    /** Whether what is left from a turn on has room behind a summary. */
    private static boolean fits(Conversation said, int turn, Room room) {
        return said.tokensFrom(turn) + room.summary() + AROUND <= room.target();
    }

    private static Condensed condensed(Conversation said, long after, int turn, String summary, Memory memory) {
        Slice messages = Slice.of(JsonBytes.of(said.from(turn, summary), memory));
        return new Condensed(messages, said.tokens(), after);
    }

    private static ApiException tooLong(String who, Conversation said, Room room, String why) {
        long least = said.tokensFrom(Math.max(0, said.turns() - 1));
        return ApiException.badRequest(
                "context_length_exceeded",
                "messages",
                "The conversation has some " + said.tokens() + " tokens, " + least + " without its older turns; " + who
                        + " takes " + room.window() + " with the answer" + why);
    }
}
