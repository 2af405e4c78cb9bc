package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.access.Caller;
import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Kept;
import dev.serai.call.Others;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.provider.Address;
import dev.serai.provider.Provider;
import dev.serai.provider.Timers;
import dev.serai.provider.Unsent;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Form;
import dev.serai.wire.Memory;
import dev.serai.wire.Operations;
import dev.serai.wire.Passed;
import dev.serai.wire.RawObject;
import dev.serai.wire.RequestTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpMethods;

/**
 * The step {@code prepare} of a provider route: may this provider be asked this at all, and if so, the request as edited
 * for it, its address and its headers.
 */
public final class Prepare implements Processor {

    private final long streamSilence;
    private final long wholeSilence;

    /**
     * Sets how long a target may be silent while another one is left.
     *
     * @param ofStreams until the first content token, and between two where another one can go on; zero for any time
     * @param ofWhole until a whole answer begins
     */
    public Prepare(Duration ofStreams, Duration ofWhole) {
        this.streamSilence = ofStreams.toMillis();
        this.wholeSilence = ofWhole.toMillis();
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Call call = Call.of(exchange);
        call.requireClient();
        Requests.of(exchange);
        Target given = exchange.getVariable("target", Target.class);
        Provider provider = given.provider();
        String ownKey = ownKey(Caller.of(exchange), provider);
        Target target = given.with(ownKey);
        call.attempt(target);
        requireReadable(provider, ownKey);
        requireConfigured(target);
        ApiRequest request = OperationChoice.of(target, call);
        OperationChoice.requireCapable(target, request);
        requireOwned(exchange, call, request, ownKey);
        exchange.setVariable("operation", request.operation());

        Message message = exchange.getMessage();
        message.removeHeaders("*");
        if (Operations.isSession(request.operation())) {
            Sessions.fill(message, call, target, request);
        } else if (request.passed() == null) {
            fill(message, call, target, request);
        } else {
            Passes.fill(exchange, call, target, request.passed());
        }
        setKey(target, message);
        provider.headers().forEach(message::setHeader);
        call.attempts().passOnTrace(message::setHeader);
        if (request.isAsSaid()) {
            Passes.headers(request, provider, message);
        }
        call.tries().begins(timers(exchange, call.attempts().others(), target, request));
    }

    /** What the gateway's key has kept is not everybody's; a project's own key has an account of its own. */
    private static void requireOwned(Exchange exchange, Call call, ApiRequest request, String ownKey) {
        List<String> kept = request.media().kept().isEmpty()
                ? call.asked().media().kept()
                : request.media().kept();
        Provider provider = call.target().provider();
        if (kept.isEmpty() || ownKey != null) {
            return;
        }
        kept.forEach(it -> provider.passing().storage().requireAllowed(provider.name(), it));
        if (provider.serves(Passed.OPERATION) || !provider.passing().names().isEmpty()) {
            Caller caller = Caller.of(exchange);
            exchange.getContext()
                    .getRegistry()
                    .lookupByNameAndType(Kept.NAME, Kept.class)
                    .requireOwned(caller == null ? Caller.gateway() : caller, provider, kept);
        }
    }

    private static void fill(Message message, Call call, Target target, ApiRequest request) {
        boolean list = request.members() == null;
        if (list) {
            message.setBody(null);
        } else {
            if (target.dialect().request(request.operation()).isPresent()) {
                RequestTypes.check(request.operation(), request.members());
            }
            message.setBody(edited(request, call));
            Form form = request.members().form();
            message.setHeader(Exchange.CONTENT_TYPE, form == null ? "application/json" : form.contentType());
        }
        message.setHeader(Exchange.HTTP_METHOD, list ? HttpMethods.GET : HttpMethods.POST);
        message.setHeader(
                Exchange.HTTP_URI,
                Address.of(target.provider(), request, call.attempt().continues(), target.model()));
        message.setHeader("Accept", accepted(request));
    }

    private static void setKey(Target target, Message message) {
        Provider provider = target.provider();
        if (!target.key().isBlank()) {
            message.setHeader(provider.parameter("keyHeader"), provider.parameter("keyPrefix") + target.key());
        }
    }

    /** Bytes that pass as they came are as the provider's own clients send them: just the model's name is its own. */
    private static RawObject edited(ApiRequest request, Call call) {
        RawObject edited = request.members().copy();
        Target target = call.target();
        if (request.isAsSaid()) {
            if (Address.hasModel(target.provider(), request)) {
                edited.remove("model");
            } else {
                edited.put("model", (Object) target.model());
            }
            return edited;
        }
        Memory memory = call.attempt().memory();
        Unsent unsent = RequestEdits.apply(edited, request, target.provider(), target.model(), memory);
        if (call.asked().original() != null) {
            call.asked().original().dropped().forEach(unsent::add);
        }
        call.attempt().dropped(unsent);
        return edited;
    }

    private static String accepted(ApiRequest request) {
        if (request.stream()) {
            return "text/event-stream";
        }
        return Operations.answersInBytes(request.operation()) ? "*/*" : "application/json";
    }

    private Timers timers(Exchange exchange, Others others, Target target, ApiRequest request) {
        Timers timers = target.options().timers();
        if (request.passed() != null) {
            timers = timers.passing(target.provider().passing().total());
        } else if (others != Others.NONE) {
            boolean goesOn = !request.stream() || others == Others.THROUGHOUT;
            timers = timers.whileOthersAreLeft(request.stream() ? streamSilence : wholeSilence, goesOn);
        }
        return exchange.getVariable("hints") instanceof Map<?, ?> hints ? timers.within(hints) : timers;
    }

    /** A project's own key, which goes before the environment's; null where it has none. */
    private static String ownKey(Caller caller, Provider provider) {
        return caller == null ? null : caller.providerKey(provider.name());
    }

    /** The environment's key, or none, would be another account. */
    private static void requireReadable(Provider provider, String ownKey) {
        if (ownKey != null && ownKey.isEmpty()) {
            throw new Retryable(
                            503,
                            "server_error",
                            "provider_key_unreadable",
                            "The project's own key for '" + provider.name()
                                    + "' cannot be decrypted; the gateway's log says why")
                    .notAsked();
        }
    }

    private static void requireConfigured(Target target) {
        Provider provider = target.provider();
        if (!provider.configuredWith(target.key())) {
            throw new Retryable(
                            503,
                            "server_error",
                            "provider_not_configured",
                            "The provider '" + provider.name() + "' is not configured here; set "
                                    + provider.missingVariables())
                    .notAsked();
        }
    }
}
