package dev.serai.routing;

import dev.serai.cli.Command;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.Problem;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code check [folder]}: whether the routes and transforms in a folder may serve, for a team's hooks and CI. */
@Component
class CheckCommand implements Command {

    private final Reloads reloads;
    private final GenerationFolders configured;

    CheckCommand(Reloads reloads, GenerationFolders configured) {
        this.reloads = reloads;
        this.configured = configured;
    }

    @Override
    public String usage() {
        return "check [folder that holds routes/ and transforms/]";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out) {
        GenerationFolders.Reading reading = folders(arguments).read();
        List<Problem> problems = reloads.check(reading);
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            out.printf(
                    "%d route files and %d transforms may serve%n",
                    reading.files().routes().files().size(),
                    reading.files().transforms().files().size());
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private GenerationFolders folders(List<String> arguments) {
        if (arguments.isEmpty()) {
            return configured;
        }
        Path folder = Path.of(arguments.get(0));
        if (arguments.size() > 1 || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + String.join(" ", arguments));
        }
        return new GenerationFolders(
                folder.resolve(GenerationFiles.ROUTES), folder.resolve(GenerationFiles.TRANSFORMS));
    }
}
