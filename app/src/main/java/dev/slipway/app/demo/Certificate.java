package dev.slipway.app.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.app.exit.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1, made for this run by the JDK's own {@code keytool}: Java has no
 * interface for making one.
 *
 * @param pem the certificate in a file, for whoever shall trust it
 * @param tls with the certificate and its key, for the server that shows it
 */
record Certificate(Path pem, SSLContext tls) {

  private static final String PASSWORD = "only-for-this-run";
  private static final String ALIAS = "demo";
  private static final int PATIENCE_SECONDS = 30;

  /** Makes one, in a folder. */
  static Certificate make(Path folder) throws IOException {
    Path keys = folder.resolve("wheels.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1",
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=Slipway demo",
                    "-ext",
                    "SAN=IP:127.0.0.1",
                    "-validity",
                    "1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    keys.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    try {
      if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw CommandFailed.refused(
            "The JDK's keytool made no certificate for the demo: "
                + Files.readString(folder.resolve("keytool.log")).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailed.refused("Interrupted while making a certificate", e);
    } finally {
      keytool.destroyForcibly();
    }
    return read(keys, folder.resolve("wheels.pem"));
  }

  private static Certificate read(Path keys, Path pem) throws IOException {
    try (InputStream in = Files.newInputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      Files.writeString(
          pem,
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(store.getCertificate(ALIAS).getEncoded())
              + "\n-----END CERTIFICATE-----\n",
          US_ASCII);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      return new Certificate(pem, tls);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The certificate that keytool made cannot be used", e);
    }
  }
}
