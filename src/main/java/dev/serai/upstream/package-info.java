/**
 * What happens between a route and a provider: the request prepared for its target, sent, and its answer accepted,
 * translated and limited.
 */
package dev.serai.upstream;
