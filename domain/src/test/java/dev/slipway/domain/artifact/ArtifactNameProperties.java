package dev.slipway.domain.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** The laws of repositories, digests and references. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ArtifactNameProperties {

  @Property
  void the_canonical_text_is_its_own_canonical_text(@ForAll("repositories") String text) {
    var repository = OciRepository.of(text);

    assertThat(OciRepository.of(repository.text())).isEqualTo(repository);
    assertThat(OciRepository.of(repository.toString()).text()).isEqualTo(repository.text());
  }

  @Property
  void the_case_of_the_host_and_the_standard_port_mean_nothing(
      @ForAll("hosts") String host, @ForAll("paths") String path) {
    var plain = OciRepository.of("oci://" + host + "/" + path);

    assertThat(OciRepository.of("oci://" + host.toUpperCase(Locale.ROOT) + ":443/" + path))
        .isEqualTo(plain);
    assertThat(plain.text()).isEqualTo("oci://" + host + "/" + path);
  }

  @Property
  void the_jdk_reads_the_same_parts(@ForAll("repositories") String text) {
    var repository = OciRepository.of(text);

    var uri = URI.create(repository.text());

    assertThat(uri.getRawAuthority()).isEqualTo(repository.registry().authority());
    assertThat(uri.getRawPath()).isEqualTo("/" + repository.path());
    assertThat(uri.normalize()).isEqualTo(uri);
  }

  @Property(tries = 5_000)
  void whatever_is_accepted_is_a_place_and_nothing_more(@ForAll("noise") String noise) {
    if (OciRepository.parse("oci://" + noise) instanceof Parsed.Valid<OciRepository> valid) {
      assertThat(valid.value().path()).doesNotContain("..", "//", ":", "@", "?", "#", "%", " ");
      assertThat(valid.value().registry().authority()).doesNotContain("@", "/", "?", "#", "%");
    }
  }

  @Property
  void a_digest_is_read_back_as_it_was_written(@ForAll byte[] content) {
    for (var algorithm : ContentDigest.Algorithm.values()) {
      var digest = algorithm.of(content);

      assertThat(ContentDigest.of(digest.text())).isEqualTo(digest);
      assertThat(ContentDigest.of(digest.toString())).isEqualTo(digest);
    }
  }

  @Property
  void a_digest_with_one_character_changed_is_another_one_or_none(
      @ForAll byte[] content, @ForAll("places") int place, @ForAll char c) {
    String text = ContentDigest.sha256(content).text();
    String changed = text.substring(0, place) + c + text.substring(place + 1);

    boolean same = ContentDigest.parse(changed).equals(Parsed.valid(ContentDigest.sha256(content)));

    assertThat(same).isEqualTo(changed.equals(text));
  }

  @Property
  void a_reference_is_echoed_and_read_again_the_same(
      @ForAll("repositories") String own, @ForAll byte[] content, @ForAll boolean bare) {
    var repository = OciRepository.of(own);
    String digest = ContentDigest.sha256(content).text();
    String text = bare ? digest : own + "@" + digest;

    var reference = ContentReference.parse(text, repository).orElseThrow();

    assertThat(reference.text()).isEqualTo(text);
    assertThat(reference.digest()).isEqualTo(ContentDigest.sha256(content));
    assertThat(ContentReference.parse(reference.toString(), repository).orElseThrow())
        .isEqualTo(reference);
  }

  @Property
  void a_reference_into_another_repository_is_none(
      @ForAll("repositories") String own, @ForAll("repositories") String other) {
    String text = other + "@" + ContentDigest.sha256(new byte[0]);

    boolean accepted = ContentReference.parse(text, OciRepository.of(own)) instanceof Parsed.Valid;

    assertThat(accepted).isEqualTo(OciRepository.of(own).equals(OciRepository.of(other)));
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 70);
  }

  @Provide
  Arbitrary<String> repositories() {
    var ports = Arbitraries.of("", ":443", ":5000", ":1", ":65535", ":080");
    var hosts =
        Combinators.combine(hosts(), Arbitraries.of(true, false))
            .as((host, shout) -> shout ? host.toUpperCase(Locale.ROOT) : host);
    return Combinators.combine(hosts, ports, paths())
        .as((host, port, path) -> "oci://" + host + port + "/" + path);
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.oneOf(
        Arbitraries.of("localhost", "127.0.0.1", "[::1]", "[2001:db8::7]", "ghcr.io"),
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .ofMinLength(1)
            .ofMaxLength(8)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(labels -> String.join(".", labels)));
  }

  @Provide
  Arbitrary<String> paths() {
    var word =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('0', '9')
            .ofMinLength(1)
            .ofMaxLength(5);
    var separated =
        Combinators.combine(word, Arbitraries.of(".", "_", "__", "-", "---"), word)
            .as((first, separator, last) -> first + separator + last);
    return Arbitraries.oneOf(word, separated)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(segments -> segments.stream().collect(Collectors.joining("/")));
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.strings().withChars("ab0./:@?#%[]_- \\A").ofMinLength(1).ofMaxLength(16);
  }
}
