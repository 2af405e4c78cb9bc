/**
 * HTTP: the engine that runs requests through routes, how bodies are read and answers written, and what every answer has
 * in common, whoever gives it: request id, security headers, CORS, error bodies.
 */
package dev.serai.http;
