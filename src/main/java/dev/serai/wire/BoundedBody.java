package dev.serai.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes no more of an answer than there may be. */
public final class BoundedBody implements BodySubscriber<byte[]> {

    private final int mostBytes;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    public BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription began) {
        subscription = began;
        began.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        for (ByteBuffer part : more) {
            if (bytes.size() + part.remaining() > mostBytes) {
                subscription.cancel();
                whole.completeExceptionally(new IOException("more than " + mostBytes + " bytes"));
                return;
            }
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(Throwable broke) {
        whole.completeExceptionally(broke);
    }

    @Override
    public void onComplete() {
        whole.complete(bytes.toByteArray());
    }
}
