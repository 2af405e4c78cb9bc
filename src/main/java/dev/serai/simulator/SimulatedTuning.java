package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Fine-tuning of a simulated provider, which teaches nothing: a job is queued when it is made, and further each time that it is
 * asked for, until it is done. Of a model that filters, it fails.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/fine-tuning">OpenAI's fine-tuning</a>
 */
record SimulatedTuning(SimulatedObjects objects, SimulatedFiles files) {

    private static final String JOBS = "/fine_tuning/jobs";
    private static final String STATUS = "status";
    private static final String TRAINING_FILE = "training_file";
    private static final String PAUSED = "paused";
    private static final Set<String> OVER = Set.of("succeeded", "failed", "cancelled");

    void serve(SimulatedRoutes routes) {
        routes.on("POST " + JOBS, this::create)
                .on("GET " + JOBS + "/{}", this::further)
                .list(JOBS, SimulatedKind.TUNING)
                .list(JOBS + "/{}/events", SimulatedKind.TUNING_EVENT)
                .list(JOBS + "/{}/checkpoints", SimulatedKind.CHECKPOINT)
                .on("POST " + JOBS + "/{}/cancel", request -> to(request, "cancelled"))
                .on("POST " + JOBS + "/{}/pause", request -> to(request, PAUSED))
                .on("POST " + JOBS + "/{}/resume", request -> to(request, "queued"));
    }

    private ObjectNode create(SimulatedRequest request) {
        String model = request.required("model");
        String file = request.required(TRAINING_FILE);
        files.requirePurpose(file, "fine-tune", TRAINING_FILE);
        ObjectNode said = request.json();
        ObjectNode job = objects.draft(SimulatedKind.TUNING)
                .put("model", model)
                .put(TRAINING_FILE, file)
                .put(STATUS, "queued")
                .put("organization_id", "org-simulator")
                .put("seed", said.path("seed").asInt(0))
                .putNull("finished_at")
                .putNull("fine_tuned_model")
                .putNull("trained_tokens")
                .putNull("error");
        job.set("validation_file", said.hasNonNull("validation_file") ? said.get("validation_file") : null);
        job.set("suffix", said.get("suffix"));
        job.set("metadata", said.get("metadata"));
        job.putArray("result_files");
        job.putObject("hyperparameters")
                .put("n_epochs", said.at("/hyperparameters/n_epochs").asInt(1))
                .put("batch_size", 1)
                .put("learning_rate_multiplier", 1.0);
        objects.add(SimulatedKind.TUNING, "", job);
        tell(job, "Created fine-tuning job: " + job.path("id").asText());
        return job;
    }

    private ObjectNode job(SimulatedRequest request) {
        return objects.get(SimulatedKind.TUNING, "", request.id());
    }

    /** A job, which is further by then. */
    private ObjectNode further(SimulatedRequest request) {
        ObjectNode job = job(request);
        switch (job.path(STATUS).asText()) {
            case "queued" -> {
                job.put(STATUS, "running");
                tell(job, "Fine-tuning job started");
            }
            case "running" -> end(job);
            default -> {
                return job;
            }
        }
        return objects.put(SimulatedKind.TUNING, "", job);
    }

    private void end(ObjectNode job) {
        boolean fails = Misbehaviour.of(job.path("model").asText()) == Misbehaviour.CONTENT_FILTER;
        job.put(STATUS, fails ? "failed" : "succeeded").put("finished_at", objects.now());
        if (fails) {
            job.putObject("error")
                    .put("code", "invalid_training_file")
                    .put("message", "The training file was blocked by the simulator's moderation")
                    .put("param", TRAINING_FILE);
            tell(job, "The job failed");
            return;
        }
        String id = job.path("id").asText();
        int tokens =
                Tokenizer.count(new String(files.bytes(job.path(TRAINING_FILE).asText()), StandardCharsets.UTF_8));
        String tuned = "ft:" + job.path("model").asText() + ":simulator:"
                + job.path("suffix").asText("") + ":" + id.substring(id.length() - 8);
        job.put("trained_tokens", tokens).put("fine_tuned_model", tuned);
        byte[] results = "step,train_loss\n1,0.1\n".getBytes(StandardCharsets.UTF_8);
        job.withArray("result_files")
                .add(files.add("step_metrics.csv", "fine-tune-results", results).get("id"));
        ObjectNode checkpoint = objects.draft(SimulatedKind.CHECKPOINT)
                .put("fine_tuning_job_id", id)
                .put("fine_tuned_model_checkpoint", tuned)
                .put("step_number", 1);
        checkpoint.putObject("metrics").put("step", 1).put("train_loss", 0.1);
        objects.add(SimulatedKind.CHECKPOINT, id, checkpoint);
        tell(job, "The job has successfully completed");
    }

    private ObjectNode to(SimulatedRequest request, String status) {
        ObjectNode job = job(request);
        String is = job.path(STATUS).asText();
        if (OVER.contains(is) || (status.equals("queued") && !is.equals(PAUSED))) {
            throw ApiException.badRequest("invalid_value", "fine_tuning_job_id", "The job is " + is);
        }
        job.put(STATUS, status);
        tell(job, "The job is " + status);
        return objects.put(SimulatedKind.TUNING, "", job);
    }

    private void tell(ObjectNode job, String message) {
        ObjectNode event = objects.draft(SimulatedKind.TUNING_EVENT)
                .put("level", "info")
                .put("type", "message")
                .put("message", message);
        event.putObject("data");
        objects.add(SimulatedKind.TUNING_EVENT, job.path("id").asText(), event);
    }
}
