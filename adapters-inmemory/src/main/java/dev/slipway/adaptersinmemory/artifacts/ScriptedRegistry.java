package dev.slipway.adaptersinmemory.artifacts;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All the registries of the world, in memory: what was pushed is there, everything else is not
 * found, and a test says what breaks.
 *
 * <pre>{@code
 * var registry = ScriptedRegistry.create();
 * var digest = registry.push(repository, "1.0.0");
 * registry.guard(repository.registry(), new RegistryCredential.Bearer("t"));
 * registry.script(repository, new Inspected.Unavailable("down")); // until recover(repository)
 * }</pre>
 *
 * <p>A look ends as the script of its artifact says, else of its repository, else as the guard of
 * its registry does, else with what was pushed. Thread-safe.
 */
public final class ScriptedRegistry implements OciArtifacts {

  private record Place(OciRepository repository, ContentDigest digest) {}

  /** A look that somebody took; without what they showed. */
  public record Look(OciRepository repository, ContentDigest digest) {}

  private final ConcurrentMap<Place, Inspected> pushed = new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, Inspected> scriptedArtifacts = new ConcurrentHashMap<>();
  private final ConcurrentMap<OciRepository, Inspected> scripted = new ConcurrentHashMap<>();
  private final ConcurrentMap<RegistryHost, RegistryCredential> guarded = new ConcurrentHashMap<>();
  private final List<Look> looks = new CopyOnWriteArrayList<>();

  private ScriptedRegistry() {}

  /** Registries without anything. */
  public static ScriptedRegistry create() {
    return new ScriptedRegistry();
  }

  /**
   * Puts a package without a schema into a repository.
   *
   * @param version what its {@code akua.toml} says
   * @return what its manifest would have as digest: the same for the same content
   */
  public ContentDigest push(OciRepository repository, String version) {
    return push(repository, version, new EmbeddedSchema.Absent());
  }

  /** The same with a schema. */
  public ContentDigest push(OciRepository repository, String version, Json.JsonObject schema) {
    return push(repository, version, new EmbeddedSchema.Present(schema));
  }

  /** The same with a schema or without. */
  public ContentDigest push(OciRepository repository, String version, EmbeddedSchema schema) {
    Json content =
        switch (schema) {
          case EmbeddedSchema.Present(var embedded) -> Json.array(Json.string(version), embedded);
          case EmbeddedSchema.Absent absent -> Json.array(Json.string(version));
        };
    var digest = ContentDigest.sha256(content.toText().getBytes(StandardCharsets.UTF_8));
    pushed.put(new Place(repository, digest), new Inspected.Read(version, schema));
    return digest;
  }

  /** Takes an artifact away. */
  public void remove(OciRepository repository, ContentDigest digest) {
    pushed.remove(new Place(repository, digest));
  }

  /** Lets a registry deny everybody who shows something else than {@code credential}. */
  public void guard(RegistryHost registry, RegistryCredential credential) {
    guarded.put(registry, credential);
  }

  /** Lets every look into a repository end in {@code outcome}, until {@link #recover}. */
  public void script(OciRepository repository, Inspected outcome) {
    scripted.put(repository, outcome);
  }

  /** Lets every look into one artifact, there or not, end in {@code outcome}. */
  public void script(OciRepository repository, ContentDigest digest, Inspected outcome) {
    scriptedArtifacts.put(new Place(repository, digest), outcome);
  }

  /** Ends every script of a repository and of what is in it. */
  public void recover(OciRepository repository) {
    scripted.remove(repository);
    scriptedArtifacts.keySet().removeIf(place -> place.repository().equals(repository));
  }

  /** All looks so far, in their order. */
  public List<Look> looks() {
    return List.copyOf(looks);
  }

  @Override
  public Inspected inspect(
      OciRepository repository, ContentDigest digest, RegistryCredential credential) {
    looks.add(new Look(repository, digest));
    var place = new Place(repository, digest);
    var script = scriptedArtifacts.getOrDefault(place, scripted.get(repository));
    if (script != null) {
      return script;
    }
    var wanted = guarded.get(repository.registry());
    if (wanted != null && !wanted.equals(credential)) {
      return new Inspected.Denied();
    }
    return pushed.getOrDefault(place, new Inspected.NotFound());
  }
}
