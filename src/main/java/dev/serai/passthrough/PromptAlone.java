package dev.serai.passthrough;

import dev.serai.wire.ApiException;
import dev.serai.wire.Form;
import dev.serai.wire.FormRequest;
import dev.serai.wire.JsonMembers;
import dev.serai.wire.Memory;
import dev.serai.wire.Passed;
import java.io.IOException;
import java.util.Set;

/**
 * What is said where a model makes one more of what it has made: the prompt, and nothing that a server could take for another
 * model or another length, of which nobody would have asked whether it may be.
 */
final class PromptAlone {

    private static final String PROMPT = "prompt";

    private PromptAlone() {}

    /**
     * Looks.
     *
     * @throws ApiException 400 if there is more than that, or less
     */
    static void require(Passed passed, Memory memory) {
        Set<String> names = names(passed, memory);
        if (!names.contains(PROMPT)) {
            throw ApiException.badRequest("missing_required_parameter", PROMPT, "'" + PROMPT + "' is required");
        }
        names.stream().filter(name -> !name.equals(PROMPT)).findFirst().ifPresent(name -> {
            throw ApiException.badRequest(
                    "unsupported_parameter",
                    name,
                    "Another video of one that is there is of its model, length and size: there is only a prompt to"
                            + " be given");
        });
    }

    private static Set<String> names(Passed passed, Memory memory) {
        if (passed.small() == null) {
            throw ApiException.badRequest("invalid_value", PROMPT, "The request is too large for a prompt alone");
        }
        String type = passed.header("content-type");
        try {
            return Form.isType(type)
                    ? FormRequest.names(passed.small(), type, memory)
                    : JsonMembers.of(passed.small(), 0, passed.small().length).names();
        } catch (IOException e) {
            throw ApiException.badRequest("invalid_json", null, "The request body is no JSON object");
        }
    }
}
