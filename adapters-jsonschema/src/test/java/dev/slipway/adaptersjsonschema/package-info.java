/** JSON Schema checks against the contract of their port, and expressions against ECMA-262. */
@NullMarked
package dev.slipway.adaptersjsonschema;

import org.jspecify.annotations.NullMarked;
