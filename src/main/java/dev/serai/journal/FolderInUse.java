package dev.serai.journal;

import java.nio.file.Path;

/** Another gateway keeps its usage in the folder. */
final class FolderInUse extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    FolderInUse(Path folder) {
        super("Another gateway is running in " + folder.getParent() + ": it has " + folder.getFileName()
                + " there open. Stop that one, or give this one a folder of its own: SERAI_DATA=…");
    }
}
