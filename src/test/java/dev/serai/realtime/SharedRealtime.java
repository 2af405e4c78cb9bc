package dev.serai.realtime;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One gateway for the tests that want no more of it than that it serves. */
final class SharedRealtime implements BeforeAllCallback, ExtensionContext.Store.CloseableResource {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedRealtime.class);

    private static RealtimeKit kit;

    static RealtimeKit kit() {
        return kit;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        context.getRoot().getStore(HERE).getOrComputeIfAbsent(SharedRealtime.class, type -> begun());
    }

    private SharedRealtime begun() {
        try {
            kit = new RealtimeKit(Map.of());
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        kit.close();
    }
}
