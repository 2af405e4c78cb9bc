package dev.serai.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code webhook}: says where a channel's message goes, and shows what the other side wants to see. Addresses are
 * secrets as well, which stand in no step and no address of Camel's.
 */
public final class Webhooks implements Processor {

    /** The names of the parameters that say something of such a channel. */
    public static final Set<String> WORDS =
            Set.of("channel", "address", "template", "authorization", "secret", "secretMember");

    /**
     * What a channel's file says.
     *
     * @param missing what to set, where the address, or the secret that is needed, is not there
     */
    private record Webhook(String address, String authorization, String secret, String secretMember, String missing) {}

    private final Map<String, Webhook> byChannel = new TreeMap<>();

    /**
     * Takes in a channel.
     *
     * @param parameters as its file has them, placeholders resolved
     * @param variables the environment variables that they name
     * @throws InvalidAlert naming the parameter that is wrong
     */
    public void add(Map<String, String> parameters, Map<String, String> variables) {
        String address = parameters.getOrDefault("address", "");
        String secretMember = parameters.getOrDefault("secretMember", "");
        String secret = parameters.getOrDefault("secret", "");
        String authorization = parameters.getOrDefault("authorization", "");
        if (!address.isEmpty() && !address.matches("https?://[^\\s]+")) {
            throw new InvalidAlert("address", "it is no address such as https://hooks.example.com/1");
        }
        tell(address, secret, authorization);
        String missing = address.isEmpty()
                ? variables.getOrDefault("address", "the parameter address")
                : secret.isEmpty() && !secretMember.isEmpty()
                        ? variables.getOrDefault("secret", "the parameter secret")
                        : "";
        byChannel.put(parameters.get("channel"), new Webhook(address, authorization, secret, secretMember, missing));
    }

    /** Whoever knows such an address may use it; what fails quotes it, or its path. */
    private static void tell(String address, String secret, String authorization) {
        Secrets.known().add(secret);
        Secrets.known().add(authorization);
        Secrets.known().add(address);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String channel = exchange.getVariable("channel", String.class);
        Webhook webhook = channel == null ? null : byChannel.get(channel);
        if (webhook == null) {
            throw new IllegalStateException("The step webhook belongs into a channel of the template webhook");
        }
        if (!webhook.missing().isEmpty()) {
            throw new IllegalStateException("the channel " + channel + " is not configured: set " + webhook.missing());
        }
        Message message = exchange.getMessage();
        if (!webhook.secretMember().isEmpty()) {
            JsonNode json = Json.parse(message.getBody(byte[].class));
            if (json instanceof ObjectNode object) {
                message.setBody(Json.bytes(object.put(webhook.secretMember(), webhook.secret())));
            }
        }
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_URI, URI.create(webhook.address()).toString());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (!webhook.authorization().isEmpty()) {
            message.setHeader("Authorization", webhook.authorization());
        }
    }

    /** What is to be set for a channel to work; empty if nothing is, or nobody can say. */
    String missing(String channel) {
        Webhook webhook = byChannel.get(channel);
        return webhook == null ? "" : webhook.missing();
    }
}
