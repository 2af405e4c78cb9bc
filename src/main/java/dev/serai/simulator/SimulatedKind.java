package dev.serai.simulator;

/** What a simulated provider keeps: how its ids begin, and what is said of one. */
enum SimulatedKind {
    FILE("file", "file-", "file", "No such File object: %s"),
    UPLOAD("upload", "upload_", "upload", "No upload found with id '%s'."),
    PART("upload.part", "part_", "upload.part", "No part found with id '%s'."),
    BATCH("batch", "batch_", "batch", "No batch found with id '%s'."),
    VIDEO("video", "video_", "video.deleted", "Video with id '%s' not found."),
    CHARACTER("video.character", "char_", "video.character", "Character '%s' not found."),
    VECTOR_STORE("vector_store", "vs_", "vector_store.deleted", "Vector store with id '%s' not found."),
    SEARCHED_FILE("vector_store.file", "file-", "vector_store.file.deleted", "No file found with id '%s'."),
    SEARCHED_BATCH("vector_store.file_batch", "vsfb_", "vector_store.file_batch", "No file batch found: '%s'."),
    CONTAINER("container", "cntr_", "container.deleted", "Container with id '%s' not found."),
    CONTAINER_FILE("container.file", "cfile_", "container.file.deleted", "Container file with id '%s' not found."),
    TUNING("fine_tuning.job", "ftjob-", "fine_tuning.job", "Could not find fine tune: %s"),
    TUNING_EVENT("fine_tuning.job.event", "ftevent-", "fine_tuning.job.event", "No event found: %s"),
    CHECKPOINT("fine_tuning.job.checkpoint", "ftckpt-", "fine_tuning.job.checkpoint", "No checkpoint found: %s"),
    MESSAGE_BATCH("message_batch", "msgbatch_", "message_batch_deleted", "No such message batch: %s"),
    NAMED_FILE("files", "files/", "", "File %s does not exist"),
    SENDING("uploads", "uploads/", "", "Upload %s is not under way"),
    CACHED_CONTENT("cachedContents", "cachedContents/", "", "CachedContent %s not found");

    private final String object;
    private final String prefix;
    private final String deleted;
    private final String missing;

    SimulatedKind(String object, String prefix, String deleted, String missing) {
        this.object = object;
        this.prefix = prefix;
        this.deleted = deleted;
        this.missing = missing;
    }

    /** What one says that it is; of what has names, the collection that it is in. */
    String object() {
        return object;
    }

    String prefix() {
        return prefix;
    }

    /** What is said that it is when it is not there any more. */
    String deleted() {
        return deleted;
    }

    /** Why one is not found. */
    String missing(String id) {
        return missing.formatted(id);
    }

    /** Whether it has a name, which says what it is, and no id. */
    boolean isNamed() {
        return prefix.endsWith("/");
    }

    /** The member that identifies one. */
    String member() {
        return isNamed() ? "name" : "id";
    }
}
