/**
 * Where requests go: generations of routes, the HTTP engine that serves them, the index of providers and models, and
 * the steps of a provider route.
 */
package dev.serai.routing;
