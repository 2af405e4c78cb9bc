package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How the two kinds of completion write a choice. */
enum Format {

    /** https://platform.openai.com/docs/api-reference/chat/object */
    CHAT("chat.completion", "chat.completion.chunk", "chatcmpl-") {
        @Override
        void whole(ObjectNode node, Choice choice) {
            boolean calls = !choice.calls().isEmpty();
            ObjectNode message = node.putObject("message").put("role", "assistant");
            message.put("content", calls ? null : choice.text(null)).putNull("refusal");
            for (SimulatedCall call : choice.calls()) {
                ObjectNode written = message.withArray("tool_calls").addObject();
                written.put("id", call.id()).put("type", call.type());
                written.putObject(call.type()).put("name", call.name()).put(call.inputField(), choice.text(call));
            }
        }

        @Override
        void delta(ObjectNode node, AnswerToken token) {
            ObjectNode delta = node.putObject("delta");
            SimulatedCall call = token.call();
            if (call == null) {
                delta.put("content", token.text());
                return;
            }
            ObjectNode written = delta.putArray("tool_calls").addObject().put("index", call.index());
            if (token.opens()) {
                written.put("id", call.id()).put("type", call.type());
                written.putObject(call.type()).put("name", call.name()).put(call.inputField(), "");
            } else {
                written.putObject(call.type()).put(call.inputField(), token.text());
            }
        }

        @Override
        void end(ObjectNode node) {
            node.putObject("delta");
        }
    },

    /** https://platform.openai.com/docs/api-reference/completions/object */
    TEXT("text_completion", "text_completion", "cmpl-") {
        @Override
        void whole(ObjectNode node, Choice choice) {
            node.put("text", choice.text(null));
        }

        @Override
        void delta(ObjectNode node, AnswerToken token) {
            node.put("text", token.text());
        }

        @Override
        void end(ObjectNode node) {
            node.put("text", "");
        }
    };

    private final String object;
    private final String chunkObject;
    private final String idPrefix;

    Format(String object, String chunkObject, String idPrefix) {
        this.object = object;
        this.chunkObject = chunkObject;
        this.idPrefix = idPrefix;
    }

    String object() {
        return object;
    }

    String chunkObject() {
        return chunkObject;
    }

    String idPrefix() {
        return idPrefix;
    }

    /** Writes a whole choice. */
    abstract void whole(ObjectNode node, Choice choice);

    /** Writes what one token adds to a choice. */
    abstract void delta(ObjectNode node, AnswerToken token);

    /** Writes the last chunk of a choice, which adds nothing. */
    abstract void end(ObjectNode node);
}
