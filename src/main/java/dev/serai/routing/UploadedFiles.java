package dev.serai.routing;

import dev.serai.wire.ApiException;
import dev.serai.wire.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A set of files in a ZIP archive, as {@code zip -r - routes transforms} makes it.
 *
 * @param present what takes the place of a folder that the archive lacks
 */
record UploadedFiles(GenerationFolders.Reading present) {

    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MAX_FILES = 10_000;

    /**
     * Unpacks an archive into memory.
     *
     * @throws ApiException 400 if it is no archive or has no such folder, 413 if it is too large unpacked
     */
    GenerationFolders.Reading read(InputStream archive) throws IOException {
        Map<String, byte[]> routes = new TreeMap<>();
        Map<String, byte[]> transforms = new TreeMap<>();
        int bytes = 0;
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                byte[] content = zip.readNBytes(MAX_BYTES - bytes + 1);
                bytes += content.length;
                if (bytes > MAX_BYTES || ++files > MAX_FILES) {
                    throw new ApiException(
                            413, "invalid_request_error", null, null, "The archive is larger than 16 MB unpacked");
                }
                put(entry.getName(), content, routes, transforms);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw ApiException.badRequest(null, null, "The archive cannot be read: " + e.getMessage());
        }
        if (routes.isEmpty() && transforms.isEmpty()) {
            throw ApiException.badRequest(
                    null, null, "There is no routes/*.camel.yaml and no transforms/*.jslt in the archive");
        }
        return present.with(folder(routes, GenerationFiles.ROUTES), folder(transforms, GenerationFiles.TRANSFORMS));
    }

    private static void put(String name, byte[] content, Map<String, byte[]> routes, Map<String, byte[]> transforms) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        if (path.startsWith(GenerationFiles.ROUTES + "/") && path.endsWith(".yaml")) {
            routes.put(path.substring(GenerationFiles.ROUTES.length() + 1), content);
        } else if (path.startsWith(GenerationFiles.TRANSFORMS + "/") && path.endsWith(".jslt")) {
            transforms.put(path.substring(GenerationFiles.TRANSFORMS.length() + 1), content);
        }
    }

    private static Folder folder(Map<String, byte[]> files, String name) {
        return files.isEmpty() ? null : new Folder(name, files);
    }
}
