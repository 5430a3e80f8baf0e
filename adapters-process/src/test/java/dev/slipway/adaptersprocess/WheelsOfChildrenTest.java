package dev.slipway.adaptersprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.ports.driven.installation.Deployment;
import dev.slipway.ports.driven.installation.ProviderRuntimes.Effect;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How children come to their wheels. */
class WheelsOfChildrenTest {

  private static final WheelUrl WHEEL = Machine.wheel("1.0.0");
  private static final Sha256 DIGEST = LocalWheels.digestOf(WHEEL);

  private final Path folder;
  private final Machine machine;
  private final ProcessRuntimes runtimes;

  WheelsOfChildrenTest(@TempDir Path folder) {
    this.folder = folder;
    this.machine = new Machine(folder.resolve("machine"));
    this.runtimes = machine.start();
  }

  @AfterEach
  void everything_ends() {
    machine.close();
  }

  private static Deployment sleeping(long rollout, long version, Optional<Sha256> digest) {
    return Machine.deployment(
        rollout,
        Map.of(),
        Machine.release(
            Machine.STORE.provider(), Machine.version(version), digest, List.of("sleep", "1000")));
  }

  @Test
  void a_wheel_whose_digest_is_known_is_fetched_once() {
    assertThat(runtimes.apply(sleeping(1, 1, Optional.of(DIGEST)))).isEqualTo(new Effect.Done());
    assertThat(runtimes.apply(sleeping(2, 1, Optional.of(DIGEST)))).isEqualTo(new Effect.Done());

    assertThat(machine.wheels().downloads()).isEqualTo(1);
    assertThat(machine.files("wheels", ".whl")).hasSize(1);
  }

  @Test
  void a_wheel_whose_digest_is_unknown_is_fetched_at_every_rollout_and_not_kept() {
    assertThat(runtimes.apply(sleeping(1, 1, Optional.empty()))).isEqualTo(new Effect.Done());
    assertThat(runtimes.apply(sleeping(2, 1, Optional.empty()))).isEqualTo(new Effect.Done());

    assertThat(machine.wheels().downloads()).isEqualTo(2);
    assertThat(machine.files("wheels", "")).isEmpty();
  }

  @Test
  void a_wheel_that_is_not_what_was_published_does_not_run() {
    machine.wheels().put(WHEEL, "something else".getBytes(StandardCharsets.UTF_8));

    var effect = runtimes.apply(sleeping(1, 1, Optional.of(DIGEST)));

    assertThat(effect)
        .isEqualTo(
            new Effect.Failed(
                "The wheel's digest is "
                    + Sha256.of("something else".getBytes(StandardCharsets.UTF_8))
                    + ", not "
                    + DIGEST
                    + " as published"));
    assertThat(machine.files("wheels", "")).isEmpty();
    assertThat(machine.files("incoming", "")).isEmpty();
    assertThat(machine.files("rollouts", "")).isEmpty();
  }

  @Test
  void a_kept_wheel_that_was_changed_is_fetched_again() throws Exception {
    assertThat(runtimes.apply(sleeping(1, 1, Optional.of(DIGEST)))).isEqualTo(new Effect.Done());
    Files.writeString(machine.files("wheels", ".whl").getFirst(), "changed");

    assertThat(runtimes.apply(sleeping(2, 1, Optional.of(DIGEST)))).isEqualTo(new Effect.Done());

    assertThat(machine.wheels().downloads()).isEqualTo(2);
    assertThat(machine.files("wheels", ".whl").getFirst()).hasContent(WHEEL.text());
  }

  @Test
  void a_wheel_that_cannot_be_had_fails_with_the_reason() {
    for (var digest : List.of(Optional.of(DIGEST), Optional.<Sha256>empty())) {
      machine.wheels().refuse(WHEEL, new Fetched.Unreachable("HTTP 404"));
      assertThat(runtimes.apply(sleeping(1, 1, digest)))
          .isEqualTo(new Effect.Failed("The wheel could not be fetched: HTTP 404"));
      machine.wheels().refuse(WHEEL, new Fetched.TooLarge(10));
      assertThat(runtimes.apply(sleeping(1, 1, digest)))
          .isEqualTo(new Effect.Failed("The wheel is larger than 10 bytes"));
    }
    assertThat(runtimes.observe(Machine.STORE)).isEmpty();
  }

  @Test
  void only_so_many_wheels_are_kept_and_none_is_taken_from_who_runs_it() {
    for (long version = 1; version <= 40; version++) {
      var digest = LocalWheels.digestOf(Machine.wheel(version + ".0.0"));
      assertThat(runtimes.apply(sleeping(version, version, Optional.of(digest))))
          .isEqualTo(new Effect.Done());
      if (version == 1) {
        assertThat(runtimes.promote(Machine.STORE, Machine.INCARNATION, 1, 1))
            .isEqualTo(new Effect.Done());
      }
    }

    assertThat(machine.files("wheels", "")).hasSize(32);
    assertThat(machine.files("rollouts", "store-1.0.0-py3-none-any.whl")).hasSize(1);
  }

  @Test
  void a_version_without_an_entrypoint_runs_the_usual_module_of_its_wheel() throws Exception {
    assumeTrue(
        Command.of(List.of(), Optional.ofNullable(System.getenv("PATH")), folder)
            instanceof Parsed.Valid,
        "a wheel runs where there is Python");
    var target = folder.resolve("target");
    machine
        .wheels()
        .put(
            WHEEL,
            wheel(
                Map.of(
                    "pragma_runtime/__init__.py",
                    "",
                    "pragma_runtime/entrypoint.py",
                    """
                    import os, acme_store
                    with open(os.environ["TARGET"], "w", encoding="utf-8") as target:
                        target.write(acme_store.GREETING + os.environ["SLIPWAY_PACKAGE"])
                    """,
                    "acme_store/__init__.py",
                    "GREETING = 'grüße from '\n")));
    machine.countRestarts(1);

    assertThat(
            runtimes.apply(Machine.deployment(1, Map.of("TARGET", target.toString()), List.of())))
        .isEqualTo(new Effect.Done());
    machine.awaitRestarts();

    assertThat(machine.printed()).isEmpty();
    assertThat(target).hasContent("grüße from acme_store");
  }

  private static byte[] wheel(Map<String, String> files) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
