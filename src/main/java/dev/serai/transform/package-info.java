/** JSON shape to JSON shape: the JSLT files under {@code transforms/}, and what JSLT cannot do itself. */
package dev.serai.transform;
