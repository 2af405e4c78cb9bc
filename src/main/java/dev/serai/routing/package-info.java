/** Where requests go: generations of routes and transforms, and the index of the providers and models they name. */
package dev.serai.routing;
