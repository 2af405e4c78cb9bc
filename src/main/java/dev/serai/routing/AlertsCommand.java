package dev.serai.routing;

import dev.serai.alerts.AlertSample;
import dev.serai.cli.Command;
import dev.serai.files.GenerationFolders;
import dev.serai.files.InvalidFilesException;
import dev.serai.wire.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code alerts}: what the files of {@code routes/alerts/} ask, when they fire, and what would be told to whom. */
public final class AlertsCommand implements Command {

    private static final String DRY_RUN = "--dry-run";

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public String usage() {
        return "alerts [" + DRY_RUN + "] [name of a file in routes/alerts/]…";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out) throws IOException {
        List<String> names = new ArrayList<>(arguments);
        names.remove(DRY_RUN); // there is no other run
        ShellSettings settings = new ShellSettings();
        GenerationFolders.Reading reading = settings.folders().read();
        if (reading.files() == null) {
            throw new IllegalArgumentException(reading.unreadable().toString());
        }
        try {
            AlertsDryRun run = settings.check().alerts(reading.files(), settings.placeholders());
            List<String> known = run.alerts().stream().map(AlertSample::name).toList();
            for (String name : names) {
                if (!known.contains(name)) {
                    throw new IllegalArgumentException("There is no alert '" + name + "'" + Spelling.hint(name, known));
                }
            }
            run.print(names, out);
            return 0;
        } catch (InvalidFilesException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
