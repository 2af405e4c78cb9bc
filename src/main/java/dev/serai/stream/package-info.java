/** Server-sent events on their way from a provider to a client, each made when it is asked for. */
package dev.serai.stream;
