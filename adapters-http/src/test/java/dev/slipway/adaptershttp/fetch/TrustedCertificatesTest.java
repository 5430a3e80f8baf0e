package dev.slipway.adaptershttp.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedCertificatesTest {
  private final TestAuthority one = new TestAuthority("one");
  private final TestAuthority other = new TestAuthority("other");

  private final Path folder;

  TrustedCertificatesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("ca.pem"), content);
  }

  @Test
  void are_all_those_of_a_file() throws IOException {
    Path file = file(one.pem() + "\n" + other.pem());

    var read = TrustedCertificates.read(file);

    assertThat(read).isEqualTo(Parsed.valid(List.of(one.certificate(), other.certificate())));
  }

  @Test
  void may_have_remarks_between_them() throws IOException {
    Path file = file("# One\nsubject=CN = one\n" + one.pem() + "\n# Other\n" + other.pem());

    var read = TrustedCertificates.read(file);

    assertThat(read).isEqualTo(Parsed.valid(List.of(one.certificate(), other.certificate())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      })
  void are_refused_with_the_name_of_the_file_where_there_is_none(String content)
      throws IOException {
    Path file = file(content);

    var read = TrustedCertificates.read(file);

    assertThat(read)
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.reason()).contains(file.toString()));
  }

  @Test
  void are_refused_where_the_file_cannot_be_read() {
    Path file = folder.resolve("none.pem");

    assertThat(TrustedCertificates.read(file))
        .isEqualTo(Parsed.invalid("The file of trusted certificates " + file + " cannot be read"));
    assertThat(TrustedCertificates.read(folder)).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void stand_beside_those_of_the_platform() {
    int platforms = TrustedCertificates.besideThePlatforms(List.of()).getAcceptedIssuers().length;

    var issuers =
        TrustedCertificates.besideThePlatforms(List.of(one.certificate())).getAcceptedIssuers();

    assertThat(platforms).isPositive();
    assertThat(issuers).hasSize(platforms + 1).contains(one.certificate());
  }
}
