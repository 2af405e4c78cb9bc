/** One request and the attempts to answer it: the facts that outlive the copies that Camel makes of an exchange. */
package dev.serai.call;
