package dev.slipway.app.replay;

import dev.slipway.adaptersinmemory.artifacts.ScriptedRegistry;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import java.util.HashMap;
import java.util.Map;

/** The registries of the replay, and the words under which scripts know what is in them. */
final class Registries {

  private static final String HOST = "oci://registry.example/";
  private static final OciRepository USUAL = OciRepository.of(HOST + "acme/app");
  private static final OciRepository OTHER = OciRepository.of(HOST + "acme/other");
  private static final OciRepository FICKLE = OciRepository.of(HOST + "fickle");

  private final ScriptedRegistry registry = ScriptedRegistry.create();
  private final Map<String, String> words = new HashMap<>();

  Registries() {
    words.put("repo", USUAL.toString());
    words.put("other", OTHER.toString());
    words.put("fickle", FICKLE.toString());
    words.put("unknown", "sha256:" + "0".repeat(64));
    words.put("one", registry.push(USUAL, "1.0.0").toString());
    words.put("next", registry.push(USUAL, "1.1.0").toString());
    words.put("two", registry.push(USUAL, "2.0.0").toString());
    words.put("pre", registry.push(USUAL, "3.0.0-rc.1").toString());
    words.put("schemed", registry.push(USUAL, "3.0.0", schema()).toString());
    registry.push(OTHER, "1.0.0");
    registry.push(FICKLE, "1.0.0");
    always("missing", new Inspected.NotFound());
    always("denied", new Inspected.Denied());
    always("lying", new Inspected.Mismatch());
    always("odd", new Inspected.Invalid("it is an index"));
    always("inside", new Inspected.AddressRefused());
    always("down", new Inspected.Unavailable("no connection"));
    always("slow", new Inspected.TimedOut());
    always("babbling", new Inspected.InvalidAnswer("it is no HTTP"));
    fickle("1", new Inspected.InvalidAnswer("it is no HTTP"));
    fickle("2", new Inspected.TimedOut());
    fickle("3", new Inspected.Unavailable("no connection"));
    fickle("4", new Inspected.AddressRefused());
  }

  private void always(String name, Inspected outcome) {
    registry.script(OciRepository.of(HOST + name), outcome);
  }

  private void fickle(String digit, Inspected outcome) {
    registry.script(FICKLE, ContentDigest.of("sha256:" + digit.repeat(64)), outcome);
  }

  private static Json.JsonObject schema() {
    return Json.object()
        .put("type", "object")
        .put(
            "properties",
            Json.object().put("a", Json.object().put("type", "string").build()).build())
        .build();
  }

  OciArtifacts artifacts() {
    return registry;
  }

  Map<String, String> words() {
    return Map.copyOf(words);
  }
}
