package dev.serai.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.files.Folder;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The transforms of a folder, without a gateway: input and expected output. */
public final class TestTransforms {

    private static final String IDS = "0";

    private final Transforms transforms;
    private final Map<String, JsonNode> variables = new TreeMap<>();

    private TestTransforms(Transforms transforms) throws IOException {
        this.transforms = transforms;
        with("target", "{\"provider\":\"provider\",\"model\":\"model\",\"settings\":{}}");
        with("request", "{}").with("headers", "{}").with("state", "{}").with("now", "0");
    }

    /**
     * Compiles them, over the shipped ones; new ids end with 0.
     *
     * @param folder that holds {@code transforms/}
     * @throws RuntimeException naming each file that is wrong, and the line
     */
    public static TestTransforms of(Path folder) throws IOException {
        try (TestFolders folders = TestFolders.over(folder)) {
            return new TestTransforms(new Transforms(
                    Folder.read(folders.transforms(), "transforms", ".jslt"), new TransformFunctions(() -> IDS)));
        }
    }

    /** Sets a variable, {@code target} for {@code $target}, from now on. */
    public TestTransforms with(String variable, String json) throws IOException {
        variables.put(variable, json(json));
        return this;
    }

    /**
     * Applies one.
     *
     * @param name {@code provider/operation/phase}, or any other below {@code transforms/}
     */
    public JsonNode apply(String name, String input) throws IOException {
        Expression transform = transforms
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no transforms/" + name + ".jslt"));
        return Transforms.apply(transform, variables, json(input));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
