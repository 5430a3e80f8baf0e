package dev.slipway.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.form.Parsed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class HelloWheelTest {

  private static final HelloWheel WHEEL = HelloWheel.working("1.2.3");

  private static Map<String, byte[]> files(HelloWheel wheel) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(wheel.bytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static String text(HelloWheel wheel, String name) throws IOException {
    return new String(files(wheel).getOrDefault(name, new byte[0]), UTF_8);
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Test
  void its_name_is_one_that_the_platform_takes() {
    var url = WheelUrl.parse("https://wheels.example/" + WHEEL.fileName());

    assertThat(url).isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void metadata_wheel_and_record_are_in_its_info_and_record_is_last() throws IOException {
    var names = List.copyOf(files(WHEEL).keySet());

    assertThat(names)
        .contains(
            "hello_provider/__main__.py",
            "hello_provider-1.2.3.dist-info/METADATA",
            "hello_provider-1.2.3.dist-info/WHEEL");
    assertThat(names.getLast()).isEqualTo("hello_provider-1.2.3.dist-info/RECORD");
  }

  @Test
  void record_names_every_file_with_its_digest_and_size() throws Exception {
    var record = text(WHEEL, "hello_provider-1.2.3.dist-info/RECORD").lines().toList();

    for (var file : files(WHEEL).entrySet()) {
      var line =
          file.getKey().endsWith("/RECORD")
              ? file.getKey() + ",,"
              : "%s,sha256=%s,%d"
                  .formatted(
                      file.getKey(),
                      Base64.getUrlEncoder()
                          .withoutPadding()
                          .encodeToString(sha256(file.getValue())),
                      file.getValue().length);
      assertThat(record).contains(line);
    }
    assertThat(record).hasSize(files(WHEEL).size());
  }

  @Test
  void the_same_version_has_the_same_bytes() throws Exception {
    var again = HelloWheel.working("1.2.3");

    assertThat(again.bytes()).isEqualTo(WHEEL.bytes());
    assertThat(WHEEL.sha256()).isEqualTo(HexFormat.of().formatHex(sha256(WHEEL.bytes())));
  }

  @Test
  void it_says_its_version_to_python_and_to_installers() throws IOException {
    assertThat(text(WHEEL, "hello_provider/__init__.py")).contains("__version__ = \"1.2.3\"");
    assertThat(text(WHEEL, "hello_provider-1.2.3.dist-info/METADATA"))
        .contains("\nName: hello-provider\n")
        .contains("\nVersion: 1.2.3\n");
  }

  @Test
  void the_broken_one_differs_in_its_program_alone() throws IOException {
    var broken = HelloWheel.broken("1.2.3");

    assertThat(text(broken, "hello_provider/__main__.py"))
        .endsWith(text(WHEEL, "hello_provider/__main__.py"))
        .startsWith("import a_module_that_nobody_packed\n");
  }
}
