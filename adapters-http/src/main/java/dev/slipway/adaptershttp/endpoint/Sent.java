package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.json.Json;

/** What a request that was judged before its body brings as its body. */
public sealed interface Sent {

  /** No bytes at all. */
  record Nothing() implements Sent {}

  /** JSON of whatever kind. */
  record Value(Json json) implements Sent {}

  /** Something that is not read. */
  record Refused(Refusal refusal) implements Sent {}
}
