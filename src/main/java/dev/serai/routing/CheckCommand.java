package dev.serai.routing;

import dev.serai.cli.Command;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code check [folder]}: whether the routes and transforms in a folder may serve, for a team's hooks and CI. */
public final class CheckCommand implements Command {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "check [folder that holds routes/ and transforms/]";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out) throws IOException {
        ShellSettings settings = new ShellSettings();
        GenerationFolders.Reading reading = folders(arguments, settings).read();
        List<Problem> problems = reading.files() == null
                ? List.of(reading.unreadable())
                : settings.check().of(reading.files(), name -> out.println("not looked up: " + name));
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            out.printf(
                    "%d route files and %d transforms may serve%n",
                    reading.files().routes().files().size(),
                    reading.files().transforms().files().size());
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private static GenerationFolders folders(List<String> arguments, ShellSettings settings) {
        if (arguments.isEmpty()) {
            return settings.folders();
        }
        Path folder = Path.of(arguments.get(0));
        if (arguments.size() > 1 || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + String.join(" ", arguments));
        }
        return new GenerationFolders(
                folder.resolve(GenerationFiles.ROUTES), folder.resolve(GenerationFiles.TRANSFORMS));
    }
}
