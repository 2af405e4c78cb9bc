package dev.serai.cache;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The files that make answers now. */
public record ServingFiles(Supplier<CamelContext> serving) {

    /** Their digest. */
    String digest() {
        return AliasVariables.of(serving.get()).files();
    }
}
