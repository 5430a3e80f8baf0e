package dev.slipway.app.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.adaptershttp.localregistry.LocalRegistry;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;

/** The second tour: a package of a registry beside the server. */
final class PackageTour {

  private static final String REPOSITORY = "demo/app";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"replicas\":{\"type\":\"integer\",\"default\":1}}}";

  private final Api api;
  private final Story story;
  private final LocalRegistry registry;

  PackageTour(Api api, Story story, LocalRegistry registry) {
    this.api = api;
    this.story = story;
    this.registry = registry;
  }

  /**
   * Takes all steps.
   *
   * @throws Difference at the first answer that is not as expected
   * @throws Interrupted when somebody stops the demo
   */
  void take() {
    var imported = bringIn();
    var versions = "/v1/packages/" + imported + "/versions";
    publish(versions);
    refuse(versions);
    check(versions, imported);
  }

  private String bringIn() {
    story.step("Packages: import one from a registry. Its artifact must be what the request says.");
    ObjectNode body =
        object().put("name", "Demo app").put("oci_ref", registry.repository(REPOSITORY).toString());
    body.set("version", version("1.0.0", push("1.0.0")));
    return api.post("/v1/packages:import", body)
        .expect(201)
        .says("/name", "Demo app")
        .tells("/latest_version_id")
        .text("/id");
  }

  private void publish(String versions) {
    story.step("Register version 1.1.0 by its digest; what clients install asks for its inputs.");
    var id =
        api.post(versions, version("1.1.0", push("1.1.0")))
            .expect(201)
            .says("/semver", "1.1.0")
            .text("/id");
    api.get(versions + "/" + id + "/inputs").expect(200).tells("/properties");
  }

  private void refuse(String versions) {
    story.step("The same version again is refused, whatever is in it: a version never changes.");
    api.post(versions, version("1.1.0", push("1.1.0")))
        .expect(409)
        .says("/errors/0/metadata/reason", "SEMVER_EXISTS");

    story.step("So is an artifact that says of itself that it is another version.");
    api.post(versions, version("1.2.0", push("1.1.0")))
        .expect(422)
        .says("/errors/0/metadata/reason", "VERSION_MISMATCH")
        .says("/errors/0/path", "[\"body\",\"semver\"]");
  }

  private void check(String versions, String imported) {
    story.step(
        "Register 2.0.0 for clusters of Kubernetes 1.29 and later, and ask whether it fits.");
    ObjectNode body = version("2.0.0", push("2.0.0"));
    ObjectNode compatibility = body.putObject("compatibility");
    compatibility.putArray("clusterTypes").add("own");
    compatibility.putObject("kubernetes").put("minVersion", "1.29");
    compatibility.putObject("placement").put("providers", "any").put("regions", "any");
    var id = api.post(versions, body).expect(201).text("/id");
    ObjectNode cluster = object();
    cluster.putObject("cluster").put("type", "own").put("kubernetes_version", "v1.28.4");
    api.post(versions + "/" + id + "/compatibility:check", cluster)
        .expect(200)
        .says("/compatible", "false")
        .says("/reasons/0/clause", "kubernetes.minVersion")
        .tells("/reasons/0/message");
    api.get("/v1/packages/" + imported)
        .expect(200)
        .says("/latest_version_id", id)
        .says("/etag", "3");
  }

  private ContentDigest push(String semver) {
    return registry.push(REPOSITORY, PackageArtifact.of(semver, SCHEMA));
  }

  private static ObjectNode version(String semver, ContentDigest digest) {
    ObjectNode schema = object().put("type", "object");
    schema.putObject("properties").putObject("replicas").put("type", "integer").put("default", 1);
    ObjectNode version = object().put("semver", semver).put("ref", digest.toString());
    version.set("input_schema", schema);
    return version;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
