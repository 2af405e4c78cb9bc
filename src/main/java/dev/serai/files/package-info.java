/** What teams write and this gateway reads: folders, YAML with its lines, and what is wrong with it. */
package dev.serai.files;
