package dev.serai.realtime;

import dev.serai.call.Duplex;
import dev.serai.call.Target;
import dev.serai.log.Secrets;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One session: what one side sends is given to the other part by part, and the next part is taken when that is out, so that
 * nothing is held here but a part a direction. Events are looked at as they pass.
 */
final class Relay {

    private static final String QUOTA = "insufficient_quota";
    private static final int BROKEN_OFF = 502;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final long OPENING_NANOS = 30_000_000_000L;

    private final Opening opening;
    private final Duplex provider;
    private final Sessions sessions;
    private final Responding responding;
    private final FromClient fromClient;
    private final FromProvider fromProvider;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final ClientSide client = new ClientSide();
    private final long begun = System.nanoTime();
    private volatile long lastNanos = begun;
    private volatile long sendingNanos;

    Relay(Opening opening, Duplex provider, Sessions sessions) {
        this.opening = opening;
        this.provider = provider;
        this.sessions = sessions;
        this.responding = new Responding(opening, sessions.turns());
        this.fromClient = new FromClient(this, responding);
        this.fromProvider = new FromProvider(this, responding, opening.target().key());
    }

    Opening opening() {
        return opening;
    }

    RealtimeSettings settings() {
        return sessions.settings();
    }

    ClientSide client() {
        return client;
    }

    /** Has the client's connection be one of the session. */
    void upgrade(HttpServletRequest request, HttpServletResponse response) throws IOException {
        provider.take();
        opening.place().take();
        sessions.opens(this);
        try {
            fromClient.begin(opening.secret());
            Endpoints.upgrade(request, response, this);
        } catch (IOException | RuntimeException | Error e) {
            end(End.FAILED, "The connection could not be upgraded");
            throw e;
        }
    }

    /** The client's side is there. */
    void opened(Session session) {
        client.is(session);
        if (over.get()) { // whoever has ended it could not tell
            sessions.run(() -> End.tell(client, new End(End.GOING_AWAY, "The session is over")));
            return;
        }
        sessions.run(this::listen);
    }

    private void listen() {
        try {
            for (Duplex.Part part = provider.receive(); part != null && !over.get(); part = provider.receive()) {
                lastNanos = System.nanoTime();
                fromProvider.take(part);
            }
            Duplex.Ending ending = provider.ending();
            if (ending == null) {
                end(End.FAILED, "The provider broke off");
            } else {
                Target target = opening.target();
                end(
                        End.code(ending.code()),
                        Secrets.known().masked(Secrets.without(target.key(), ending.reason(), "[key]")));
            }
        } catch (IOException e) {
            end(End.FAILED, "The session broke off");
        } catch (ApiException refusal) {
            refuse(refusal);
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            Survival.note("A realtime session", e);
            end(End.FAILED, "The gateway failed; its log says why");
        }
    }

    /** What the session may not go on for. */
    void refuse(ApiException refusal) {
        if (!over.get()) {
            client.event(RealtimeErrors.event(refusal));
        }
        end(End.POLICY, refusal.getMessage());
    }

    /** Whether a response may be had; if not, the client is told why, and without money left that is the end. */
    boolean mayRespond() {
        try {
            responding.asked();
            return true;
        } catch (ApiException refusal) {
            if (QUOTA.equals(refusal.code()) || refusal.status() == UNAUTHORIZED || refusal.status() == FORBIDDEN) {
                refuse(refusal);
            } else {
                client.event(RealtimeErrors.event(refusal));
            }
            return false;
        }
    }

    /** A part of a text of the client. */
    void text(String part, boolean last) {
        heard(() -> fromClient.text(part, last));
    }

    /** A part of what is no text of the client. */
    void binary(ByteBuffer part, boolean last) {
        heard(() -> send(new Duplex.Part(part, false, last)));
    }

    private interface Hearing {
        void run() throws IOException;
    }

    private void heard(Hearing part) {
        lastNanos = System.nanoTime();
        if (over.get()) {
            return;
        }
        try {
            part.run();
        } catch (IOException e) {
            end(End.FAILED, "The provider takes no more");
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            Survival.note("A realtime session", e);
            end(End.FAILED, "The gateway failed; its log says why");
        }
    }

    /** Says a part to the provider. */
    void send(Duplex.Part part) throws IOException {
        sendingNanos = System.nanoTime();
        try {
            provider.send(part);
        } finally {
            sendingNanos = 0;
        }
    }

    /** Ends it where it has taken too long. */
    void look(long now, RealtimeSettings settings) {
        long sending = sendingNanos;
        if (now - begun > settings.longest().toNanos()) {
            end(End.GOING_AWAY, "Sessions last " + settings.longest().toSeconds() + " s at most");
        } else if (now - lastNanos > settings.idle().toNanos()) {
            end(End.GOING_AWAY, "Nothing was said for " + settings.idle().toSeconds() + " s");
        } else if (sending != 0 && now - sending > settings.writeTimeout().toNanos()) {
            end(End.FAILED, "The provider takes no more");
        } else if (!client.isThere() && now - begun > OPENING_NANOS) {
            end(End.GOING_AWAY, "The client is not there");
        }
    }

    /** Ends it on both sides, once; from any thread, which does not wait for either. */
    void end(int code, String reason) {
        end(new End(code, reason), new ApiException(BROKEN_OFF, "server_error", "session_ended", null, reason));
    }

    /** The client has left. */
    void left() {
        end(new End(End.GOING_AWAY, "The client has left"), null);
    }

    private void end(End end, ApiException why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        try {
            responding.end(why);
        } finally {
            sessions.ends(this);
            opening.place().leave();
            end.of(client, provider, sessions, gone);
        }
    }

    /** Done when both sides were told, or cannot be. */
    CompletableFuture<Void> gone() {
        return gone;
    }
}
