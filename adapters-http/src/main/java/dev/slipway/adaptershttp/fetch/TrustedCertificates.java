package dev.slipway.adaptershttp.fetch;

import dev.slipway.domain.form.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that are trusted beside those of the Java platform ({@code --trust-ca}, section 9 of
 * the contract).
 */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Reads the certificates of a PEM file.
   *
   * @return at least one; refused with a sentence naming the file when it cannot be read or holds
   *     none
   */
  public static Parsed<List<X509Certificate>> read(Path pem) {
    Collection<? extends Certificate> read;
    try (InputStream in = Files.newInputStream(pem)) {
      read = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException e) {
      return Parsed.invalid("The file of trusted certificates " + pem + " cannot be read");
    } catch (CertificateException e) {
      return Parsed.invalid(
          "The file of trusted certificates "
              + pem
              + " holds something else than X.509 certificates in PEM form");
    }
    var certificates = new ArrayList<X509Certificate>();
    for (Certificate certificate : read) {
      if (certificate instanceof X509Certificate x509) {
        certificates.add(x509);
      }
    }
    return certificates.isEmpty()
        ? Parsed.invalid("The file of trusted certificates " + pem + " holds no certificate")
        : Parsed.valid(certificates);
  }

  /**
   * One trust manager for the platform's certificates and {@code more}. Asking two in turn would
   * let the second's verdict hide the first's, and check the name of the host by whoever came last.
   */
  static X509TrustManager besideThePlatforms(List<X509Certificate> more) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("platform-" + number++, certificate);
      }
      for (X509Certificate certificate : more) {
        store.setCertificateEntry("more-" + number++, certificate);
      }
      return trustManager(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "The certificates that this Java platform trusts cannot be read; check its cacerts file"
              + " and the system property javax.net.ssl.trustStore",
          e);
    }
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }
}
