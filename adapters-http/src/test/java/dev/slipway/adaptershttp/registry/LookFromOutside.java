package dev.slipway.adaptershttp.registry;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.adaptershttp.fetch.FetchSettings;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that looks into one artifact of a registry without TLS, and prints the outcome. */
final class LookFromOutside {
  private LookFromOutside() {}

  public static void main(String[] arguments) throws Exception {
    var vertx = Vertx.vertx();
    var settings =
        RegistrySettings.of(
            FetchSettings.defaults()
                .withTimeLimit(Duration.ofMinutes(4))
                .withAllowedHosts(
                    List.of(AllowedHost.parse("http://" + arguments[0]).orElseThrow())));
    var outcome =
        HttpOciArtifacts.create(vertx, settings)
            .inspect(
                OciRepository.of("oci://" + arguments[0] + "/a"),
                ContentDigest.of(arguments[1]),
                RegistryCredential.anonymous());
    System.out.println(outcome);
    vertx.close().await(60, TimeUnit.SECONDS);
  }
}
