/** What holds for installations and what runs of them. */
@NullMarked
package dev.slipway.domain.installation;

import org.jspecify.annotations.NullMarked;
