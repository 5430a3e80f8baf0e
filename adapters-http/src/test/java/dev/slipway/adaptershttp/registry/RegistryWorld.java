package dev.slipway.adaptershttp.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.adaptershttp.fetch.FetchSettings;
import dev.slipway.adaptershttp.fetch.TestAuthority;
import dev.slipway.adaptershttp.fetch.TestServer;
import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A small world of registries: the host {@code registry.test} with TLS on a loopback address,
 * trusted and allowed, and what else a test puts there. Every name that ends in {@code .test} leads
 * to 127.0.0.1; other names lead nowhere.
 */
final class RegistryWorld implements AutoCloseable {

  static final TestAuthority AUTHORITY = new TestAuthority("registries");

  /** Shared by all tests of the JVM, and ended with it. */
  static final Vertx VERTX = Vertx.vertx();

  static final RegistryCredential NOBODY = RegistryCredential.anonymous();

  static final RegistryCredential ROBOT = new RegistryCredential.Basic("robot", "s3cret");

  /** What {@link #ROBOT} shows. */
  static final String ROBOT_SHOWS = "Basic cm9ib3Q6czNjcmV0";

  /** An artifact like any other. */
  static final PackageArtifact ARTIFACT = PackageArtifact.of("1.0.0", "{\"type\":\"object\"}");

  private final List<TestServer> servers = new ArrayList<>();
  private final TestServer server;

  RegistryWorld() {
    this.server = serverOf("registry.test");
  }

  /** The server of {@code registry.test}. */
  TestServer server() {
    return server;
  }

  /** One more server, with a certificate for {@code hosts}. */
  TestServer serverOf(String... hosts) {
    return add(TestServer.at("127.0.0.1", 0, AUTHORITY.serverOf(hosts)));
  }

  /** One more server, without TLS. */
  TestServer plainServer() {
    return add(TestServer.plainAt("127.0.0.1"));
  }

  private TestServer add(TestServer more) {
    servers.add(more);
    return more;
  }

  OciRepository repository() {
    return repository(server);
  }

  static OciRepository repository(TestServer at) {
    return OciRepository.of("oci://registry.test:" + at.port() + "/acme/shop");
  }

  static String manifestPath(PackageArtifact artifact) {
    return "/v2/acme/shop/manifests/" + artifact.digest();
  }

  static String blobPath(PackageArtifact artifact) {
    return "/v2/acme/shop/blobs/" + ContentDigest.sha256(artifact.layer());
  }

  /** Gives the manifest of {@code artifact} out, as it should be. */
  static TestServer offeringManifest(TestServer server, PackageArtifact artifact) {
    return server.on(
        manifestPath(artifact),
        exchange ->
            exchange.answer(
                "200 OK", artifact.manifest(), "Content-Type: " + PackageArtifact.MANIFEST));
  }

  /** Gives manifest and layer of {@code artifact} out, as it should be. */
  static TestServer offering(TestServer server, PackageArtifact artifact) {
    return offeringManifest(server, artifact)
        .on(blobPath(artifact), exchange -> exchange.answer("200 OK", artifact.layer()));
  }

  /** A script that gives {@code body} only to who shows {@code authorization}. */
  static TestServer.Script behind(
      String authorization, String challenge, byte[] body, String... headers) {
    return exchange -> {
      if (authorization.equals(exchange.headers().get("authorization"))) {
        exchange.answer("200 OK", body, headers);
      } else {
        exchange.answer("401 Unauthorized", new byte[0], "WWW-Authenticate: " + challenge);
      }
    };
  }

  /** What a registry without anything special would be: every request behind {@code challenge}. */
  static TestServer offeringBehind(
      TestServer server, PackageArtifact artifact, String authorization, String challenge) {
    return server
        .on(
            manifestPath(artifact),
            behind(
                authorization,
                challenge,
                artifact.manifest(),
                "Content-Type: " + PackageArtifact.MANIFEST))
        .on(blobPath(artifact), behind(authorization, challenge, artifact.layer()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<InetAddress> lookUp(String name) throws UnknownHostException {
    if (!name.endsWith(".test")) {
      throw new UnknownHostException(name);
    }
    return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /** Settings by which {@code registry.test} may be reached, and {@code more} hosts. */
  static RegistrySettings settings(String... more) {
    return RegistrySettings.of(
        fetching(Stream.concat(Stream.of("registry.test"), Stream.of(more))));
  }

  /** Settings by which only {@code hosts} may be reached. */
  static RegistrySettings settingsOf(Set<String> hosts) {
    return RegistrySettings.of(fetching(hosts.stream()));
  }

  private static FetchSettings fetching(Stream<String> hosts) {
    return FetchSettings.defaults()
        .withAllowedHosts(hosts.map(host -> AllowedHost.parse(host).orElseThrow()).toList())
        .withTrustedCertificates(List.of(AUTHORITY.certificate()))
        .withLookup(RegistryWorld::lookUp);
  }

  /** Looks into {@link #ARTIFACT} at {@code registry.test}, as nobody. */
  Inspected look() {
    return look(settings(), NOBODY);
  }

  Inspected look(RegistrySettings settings, RegistryCredential credential) {
    return look(settings, repository(), ARTIFACT, credential);
  }

  Inspected look(PackageArtifact artifact) {
    return look(settings(), repository(), artifact, NOBODY);
  }

  static Inspected look(
      RegistrySettings settings,
      OciRepository repository,
      PackageArtifact artifact,
      RegistryCredential credential) {
    return HttpOciArtifacts.create(VERTX, settings)
        .inspect(repository, artifact.digest(), credential);
  }

  @Override
  public void close() {
    servers.forEach(TestServer::close);
  }
}
