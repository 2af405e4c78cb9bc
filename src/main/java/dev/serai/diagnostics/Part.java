package dev.serai.diagnostics;

import java.util.concurrent.Callable;

/**
 * A file of the bundle.
 *
 * @param file its name: one that ends in {@code .json} is made of a tree or a record, any other one of a text
 * @param about what stands in it, for people
 * @param content makes it; what it throws stands in the file's place
 */
record Part(String file, String about, Callable<?> content) {

    boolean isJson() {
        return file.endsWith(".json");
    }
}
