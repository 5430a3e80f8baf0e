package dev.slipway.adaptershttp.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that nobody trusts unless told to. The JDK reads certificates and cannot
 * write them, so they are put together here.
 */
public final class TestAuthority {
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
  private static final Pattern IP = Pattern.compile("[0-9.]+|.*:.*");
  private static final String VALID = "20990101000000Z";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this.name = name;
    this.keys = newKeys();
    this.certificate =
        sign(
            name,
            keys,
            VALID,
            extension(Der.oid(2, 5, 29, 19), Der.sequence(Der.yes())),
            // keyCertSign
            extension(Der.oid(2, 5, 29, 15), Der.bits(2, new byte[] {0x04})));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate as a text that a file may hold. */
  public String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** TLS for a server that is certified to be {@code names}, which may be addresses too. */
  public SSLContext serverOf(String... names) {
    return certified(VALID, names);
  }

  /** The same with a certificate whose time is over. */
  SSLContext expiredServerOf(String... names) {
    return certified("20210101000000Z", names);
  }

  private SSLContext certified(String end, String... names) {
    KeyPair serverKeys = newKeys();
    byte[][] alternatives = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      alternatives[i] = alternative(names[i]);
    }
    X509Certificate leaf =
        sign(
            "server",
            serverKeys,
            end,
            extension(Der.oid(2, 5, 29, 17), Der.sequence(alternatives)));
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", serverKeys.getPrivate(), PASSWORD, new Certificate[] {leaf, certificate});
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] alternative(String name) {
    if (!IP.matcher(name).matches()) {
      return Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      return Der.tagged(0x87, InetAddress.getByName(name).getAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private X509Certificate sign(
      String subject, KeyPair subjectKeys, String end, byte[]... extensions) {
    byte[] toBeSigned =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(new byte[] {2})),
            Der.integer(new BigInteger(62, new SecureRandom()).add(BigInteger.ONE).toByteArray()),
            ECDSA_WITH_SHA256,
            distinguished(name),
            Der.sequence(Der.time("20200101000000Z"), Der.time(end)),
            distinguished(subject),
            subjectKeys.getPublic().getEncoded(),
            Der.tagged(0xa3, Der.sequence(extensions)));
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toBeSigned);
      byte[] encoded = Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] distinguished(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.utf8(commonName))));
  }

  private static byte[] extension(byte[] oid, byte[] value) {
    return Der.sequence(oid, Der.yes(), Der.octets(value));
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
