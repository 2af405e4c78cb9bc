package dev.serai.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;

/** Unit vectors that point where the text's hash says: the same text the same way, any other text elsewhere. */
final class EmbeddingVectors {

    private EmbeddingVectors() {}

    static float[] of(String text, int dimensions) {
        Random chance = Fingerprint.of(text).random();
        double[] components = chance.doubles(dimensions, -1, 1).toArray();
        double square = 0;
        for (double component : components) {
            square += component * component;
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (components[i] / Math.sqrt(square));
        }
        return vector;
    }

    /** The form that OpenAI's SDKs ask for: little-endian 32-bit floats. */
    static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
