/** Whether route files may serve, said with file and line, without running any of them. */
package dev.serai.check;
