/** Hawtio, and JMX over HTTP as it asks for it: who may see and do what there. */
package dev.serai.hawtio;
