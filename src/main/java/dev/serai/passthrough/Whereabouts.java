package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * At which provider a request is that passes.
 *
 * @param place where that is here
 * @param said the path as it came
 * @param hint the provider that the caller names; null for none
 */
record Whereabouts(Exchange exchange, PassPlace place, String said, String hint) {

    /** The path below the API's root. Where nobody is meant who could have it, there is nothing there, whatever it is. */
    CleanPath path(String query) {
        try {
            return place.path(said, query);
        } catch (ApiException e) {
            throw hint == null && Caller.of(exchange).passProvider() == null ? notNamed() : e;
        }
    }

    /**
     * Who keeps it, or is to.
     *
     * @param another that it has made; null where it has not
     * @param owned of what it is about what the caller owns
     * @throws ApiException 400, 403 or 404 if that is nobody
     */
    Provider provider(
            CleanPath path, AnotherVideo another, List<OwnedIds.Owned> owned, ModelIndex index, OwnedIds ids) {
        Caller caller = Caller.of(exchange);
        boolean video = Meant.isVideo(path);
        String name = owned.stream()
                .map(OwnedIds.Owned::provider)
                .filter(each -> hint == null || each.equals(hint))
                .filter(each -> index.provider(each).filter(place::isOf).isPresent())
                .findFirst()
                .orElseGet(() -> hint != null ? hint : otherwise(caller, video, index, ids));
        if (name == null && video) {
            path.from(Meant.firstId(path)).segments().stream()
                    .findFirst()
                    .or(() -> Optional.ofNullable(another).map(AnotherVideo::of))
                    .ifPresent(id -> {
                        throw References.notFound(id);
                    });
        }
        if (name == null) {
            throw notNamed();
        }
        if (caller.modelsRestricted() && !Meant.isOfModels(path) && !name.equals(caller.passProvider())) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "provider_not_allowed",
                    null,
                    "This API key, whose models are restricted, has files, batches and the like at no provider but the"
                            + " one that its project names (passProvider)");
        }
        return serving(name, video, index);
    }

    private Provider serving(String name, boolean video, ModelIndex index) {
        Provider provider = index.provider(name)
                .orElseThrow(() -> new ApiException(
                        404,
                        "invalid_request_error",
                        "provider_not_found",
                        null,
                        "There is no such provider here; GET /v1/models names those that there are"));
        if ((!provider.serves(Passed.OPERATION) || !place.isOf(provider))
                && !(video && provider.serves(Meant.VIDEOS))) {
            throw ApiException.badRequest(
                    "unsupported_operation",
                    null,
                    "The provider '" + provider.name() + "' keeps no files, batches and the like that pass here");
        }
        return provider;
    }

    /** Where nobody says it: of what models have made, who alone has made any. */
    private String otherwise(Caller caller, boolean video, ModelIndex index, OwnedIds ids) {
        if (!place.format().isEmpty()) {
            String rule = caller.passProvider();
            if (rule != null && index.provider(rule).filter(place::isOf).isPresent()) {
                return rule;
            }
            List<Provider> those =
                    index.providers().stream().filter(place::isIn).toList();
            return those.size() == 1 ? those.get(0).name() : null;
        }
        List<String> makers = video ? ids.makers(caller.tenant()) : List.of();
        return makers.size() == 1 ? makers.get(0) : caller.passProvider();
    }

    private ApiException notNamed() {
        boolean any = exchange.getFromEndpoint() instanceof PlatformHttpEndpoint http
                && http.getPath().equals(PassRequest.ROOT);
        String who =
                "; to have it passed to a provider, name one by the header x-serai-provider, or have the project's rule"
                        + " passProvider name it";
        return any
                ? new ApiException(
                        404, "invalid_request_error", "unknown_url", null, "Nothing is served at " + said + who)
                : ApiException.badRequest("provider_not_named", null, "Nobody says at which provider this is" + who);
    }
}
