/**
 * What the platform fetches from other people's servers, and the guard that keeps it from being
 * sent into a private network.
 *
 * <p>{@link dev.slipway.adaptershttp.fetch.HttpWheels} is the door; {@link
 * dev.slipway.adaptershttp.fetch.FetchSettings} says what may be reached and how much may be taken.
 * Every request goes through one guarded core: each hop is read again as a URL, all addresses of
 * its name are judged, and the connection goes to an address that was judged.
 */
@NullMarked
package dev.slipway.adaptershttp.fetch;

import org.jspecify.annotations.NullMarked;
