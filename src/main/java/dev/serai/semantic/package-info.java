/** Which prompts ask the same in other words: by what they say, word for word, and by what embeddings say of the rest. */
package dev.serai.semantic;
