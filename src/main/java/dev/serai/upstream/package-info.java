/** The steps of a provider route: the request put as its provider wants it, sent, and the answer taken. */
package dev.serai.upstream;
