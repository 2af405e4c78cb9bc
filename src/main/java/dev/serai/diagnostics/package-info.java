/** What is to be sent with a report of trouble: the state of the whole process, without a secret. */
package dev.serai.diagnostics;
