/** Serai, an OpenAI-compatible LLM gateway made of Apache Camel route files. */
package dev.serai;
