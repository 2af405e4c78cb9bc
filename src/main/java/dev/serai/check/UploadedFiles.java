package dev.serai.check;

import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * A set of files in a ZIP archive, as {@code zip -r - routes transforms} makes it.
 *
 * @param present what takes the place of a folder that the archive lacks
 */
public record UploadedFiles(GenerationFolders.Reading present) {

    /** Most bytes of an archive, and of its files. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_FILES = 10_000;

    /**
     * Unpacks an archive into memory.
     *
     * @throws ApiException 400 if it is no archive or has no such folder, 413 if it is too large
     */
    public GenerationFolders.Reading read(byte[] archive) {
        if (archive.length > MAX_BYTES) {
            throw tooLarge("it is larger than 16 MB");
        }
        Map<String, byte[]> routes = new TreeMap<>();
        Map<String, byte[]> transforms = new TreeMap<>();
        try {
            Archive.unpack(archive, MAX_BYTES, MAX_FILES).forEach((path, content) -> {
                if (path.startsWith(GenerationFiles.ROUTES + "/") && path.endsWith(".yaml")) {
                    routes.put(path.substring(GenerationFiles.ROUTES.length() + 1), content);
                } else if (path.startsWith(GenerationFiles.ROUTES + "/") && JavaFiles.is(path)) {
                    throw ApiException.badRequest(
                            "invalid_archive",
                            null,
                            path + ": to look at Java files is to run them, which no archive may");
                } else if (path.startsWith(GenerationFiles.TRANSFORMS + "/") && path.endsWith(".jslt")) {
                    transforms.put(path.substring(GenerationFiles.TRANSFORMS.length() + 1), content);
                }
            });
        } catch (Archive.TooLarge e) {
            throw tooLarge(e.getMessage());
        } catch (ZipException e) {
            throw ApiException.badRequest("invalid_archive", null, "The archive cannot be read: " + Reason.of(e));
        }
        if (routes.isEmpty() && transforms.isEmpty()) {
            throw ApiException.badRequest(
                    "invalid_archive", null, "There is no routes/*.camel.yaml and no transforms/*.jslt in the archive");
        }
        return present.with(folder(routes, GenerationFiles.ROUTES), folder(transforms, GenerationFiles.TRANSFORMS));
    }

    private static ApiException tooLarge(String reason) {
        return new ApiException(
                413, "invalid_request_error", "request_too_large", null, "The archive is not taken: " + reason);
    }

    private static Folder folder(Map<String, byte[]> files, String name) {
        return files.isEmpty() ? null : new Folder(name, files);
    }
}
