/** Sessions of speech and text that last: WebSockets relayed to a provider, each response in them admitted and on record. */
package dev.serai.realtime;
