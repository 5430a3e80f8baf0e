/** Tests of JSON Schemas taken on trust: what forms of them can do, and say that they cannot. */
@NullMarked
package dev.slipway.adaptersinmemory.schemas;

import org.jspecify.annotations.NullMarked;
