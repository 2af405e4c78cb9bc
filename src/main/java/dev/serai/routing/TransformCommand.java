package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.cli.Command;
import dev.serai.files.GenerationFolders;
import dev.serai.files.InvalidFilesException;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * {@code transform <name>}: what the gateway would make of the input, the way to write a provider. A client's request
 * comes out as the provider would get it, its answer, stream or error as the client would; of a name that no provider has
 * the file alone is applied.
 */
public final class TransformCommand implements Command {

    @Override
    public String name() {
        return "transform";
    }

    @Override
    public String usage() {
        return "transform <provider>/<operation>/<request|response|stream> or <provider>/error [--model <model>]"
                + " [--request <JSON>] [--headers <JSON>] [--status <number>] [--state <JSON>] [--raw] < input";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out) throws IOException {
        TransformOptions options = TransformOptions.read(arguments);
        ShellSettings settings = new ShellSettings();
        GenerationFolders.Reading reading = settings.folders().read();
        if (reading.files() == null) {
            throw new IllegalArgumentException(reading.unreadable().toString());
        }
        try {
            ModelIndex models = settings.check().models(reading.files(), settings.placeholders());
            Optional<Provider> provider = models.provider(options.folder());
            if (options.raw() || provider.isEmpty()) {
                new NamedRun(models, options).run(in.readAllBytes(), out);
            } else {
                new ProviderRun(models, provider.get(), options).run(in.readAllBytes(), out);
            }
            return 0;
        } catch (ApiException e) {
            JsonNode error = e.body();
            out.println(error.path("error").path("message").asText());
            return 1;
        } catch (InvalidFilesException | JsltException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
