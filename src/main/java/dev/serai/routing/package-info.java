/** Generations: the route files and transforms together, loaded, checked, swapped and drained as a whole. */
package dev.serai.routing;
