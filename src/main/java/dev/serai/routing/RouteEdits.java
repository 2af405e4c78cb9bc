package dev.serai.routing;

import dev.serai.files.EditedFolder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.files.Problem;
import dev.serai.wire.ApiException;
import dev.serai.wire.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Changes single files of the folder of routes: checked, written in one piece, made to serve. What may not serve is not left
 * there, since the gateway would not start with it.
 */
@Component
public final class RouteEdits {

    private static final String FOLDER = GenerationFiles.ROUTES + "/";
    private static final int DIGITS = 16;

    private final Reloads reloads;
    private final GenerationFolders folders;
    private final boolean allowed;

    RouteEdits(Reloads reloads, GenerationFolders folders, @Value("${serai.console-edit}") boolean allowed) {
        this.reloads = reloads;
        this.folders = folders;
        this.allowed = allowed;
    }

    /** Whether files may be written here at all. */
    public boolean allowed() {
        return allowed;
    }

    /** Tells contents apart; empty for none, as of a file that is not there. */
    public static String revision(byte[] content) {
        return content == null
                ? ""
                : HexFormat.of().formatHex(Sha256.begin().digest(content)).substring(0, DIGITS);
    }

    /**
     * Writes a file and has it serve.
     *
     * @param path {@code routes/router.camel.yaml}
     * @param expected the revision that it is meant to replace; empty if there is to be no such file, null if any will do
     * @param cause why, for people
     * @return what is wrong with it; then nothing is changed
     * @throws ApiException 403 where files are not written, 409 if this one cannot be, 412 if it is another by now, 422 if it
     *     is none of routes
     */
    public synchronized List<Problem> save(String path, byte[] content, String expected, String cause) {
        requireAllowed();
        String file = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
        EditedFolder folder = folders.edited();
        byte[] before = folder.read(file);
        requireRevision(path, expected, revision(before));
        List<Problem> problems = reloads.check(folders.read().with(path, content));
        if (!problems.isEmpty()) {
            return problems;
        }
        folder.write(file, content);
        Optional<Refusal> refusal = reloads.reload(cause);
        refusal.ifPresent(it -> restore(folder, file, before));
        return refusal.map(Refusal::problems).orElse(List.of());
    }

    private static void restore(EditedFolder folder, String file, byte[] before) {
        if (before == null) {
            folder.remove(file);
        } else {
            folder.write(file, before);
        }
    }

    private void requireAllowed() {
        if (!allowed) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "editing_off",
                    null,
                    "Files are not written here: SERAI_CONSOLE_EDIT=true allows it");
        }
    }

    private static void requireRevision(String path, String expected, String actual) {
        if (expected != null && !expected.equals(actual)) {
            throw new ApiException(
                    412,
                    "invalid_request_error",
                    "changed_meanwhile",
                    null,
                    actual.isEmpty()
                            ? path + " is not there any more"
                            : expected.isEmpty()
                                    ? "There is a file " + path + " already"
                                    : path + " was changed meanwhile: its ETag is \"" + actual + "\"");
        }
    }
}
