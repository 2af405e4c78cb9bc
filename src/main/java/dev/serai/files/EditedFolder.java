package dev.serai.files;

import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The folder of route files, as far as single files in it are written. A name says a place inside and nothing else; what is a
 * link, or is reached by one, stays as it is, since it is somebody else's to write.
 *
 * @param root where it is
 */
public record EditedFolder(Path root) {

    private static final int LONGEST = 200;

    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\\.yaml");

    /**
     * What a file has.
     *
     * @param file below the folder, with {@code /}
     * @return null if there is none
     * @throws ApiException 422 if that is no name of a file here, 409 if it cannot be one that is written
     */
    public byte[] read(String file) {
        Path place = place(file);
        try {
            return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(place) : null;
        } catch (IOException e) {
            throw conflict("file_unwritable", file + " cannot be read: " + Reason.of(e));
        }
    }

    /**
     * Writes a file in one piece: others see the old one or the new one, and so does who looks after a power cut.
     *
     * @throws ApiException as {@link #read}
     */
    public void write(String file, byte[] content) {
        Path place = place(file);
        Path temporary = place.resolveSibling("." + UUID.randomUUID()); // a name that no reader of the folder takes
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                Channels.newOutputStream(channel).write(content);
                channel.force(true);
            }
            permit(place, temporary);
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceNames(place.getParent());
        } catch (IOException | ReadOnlyFileSystemException e) {
            throw conflict("file_unwritable", file + " cannot be written: " + reason(e));
        } finally {
            remove(temporary);
        }
    }

    /** Has a file be gone, if it is there. */
    public void remove(String file) {
        Path place = place(file);
        remove(place);
        forceNames(place.getParent());
    }

    private static void remove(Path place) {
        try {
            Files.deleteIfExists(place);
        } catch (IOException e) {
            throw conflict("file_unwritable", place.getFileName() + " cannot be removed: " + reason(e));
        }
    }

    private Path place(String file) {
        if (file.length() > LONGEST || !NAME.matcher(file).matches()) {
            throw new ApiException(
                    422,
                    "invalid_request_error",
                    "invalid_file_name",
                    "file",
                    "No file of that name is written here: routes/<folder>/<name>.yaml, of letters, digits, - and _");
        }
        try {
            Path folder = root.toRealPath();
            Path place = folder.resolve(file);
            for (Path part = place; !part.equals(folder); part = part.getParent()) {
                require(part, part.equals(place), file);
            }
            return place;
        } catch (IOException e) {
            throw conflict(
                    "no_folder", "There is no folder of routes to write to: those that serve came with the gateway");
        }
    }

    private static void require(Path part, boolean last, String file) {
        if (Files.isSymbolicLink(part)) {
            throw conflict("file_is_a_link", file + " is a link, or behind one: change it where it leads to");
        }
        boolean fits = last
                ? Files.notExists(part, LinkOption.NOFOLLOW_LINKS)
                        || Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
                : Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS);
        if (!fits) {
            throw conflict("no_folder", last ? file + " is no file" : "There is no folder for " + file);
        }
    }

    /** Whoever could read it still can. */
    private static void permit(Path before, Path after) throws IOException {
        if (Files.exists(before)
                && before.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(after, Files.getPosixFilePermissions(before));
        }
    }

    /** A name survives a power cut only once its folder was forced; not every system can do that. */
    private static void forceNames(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the file is there, and whole
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "the gateway's user may not";
        }
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : Reason.of(e);
    }

    private static ApiException conflict(String code, String message) {
        return new ApiException(409, "invalid_request_error", code, null, message);
    }
}
