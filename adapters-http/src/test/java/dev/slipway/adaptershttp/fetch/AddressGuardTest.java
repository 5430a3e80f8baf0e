package dev.slipway.adaptershttp.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private static boolean isPublic(String literal) {
    return AddressGuard.isPublic(bytes(literal));
  }

  /** The bytes of an address; 16 also where InetAddress would unwrap a mapped one. */
  private static byte[] bytes(String literal) {
    try {
      byte[] bytes = InetAddress.getByName(literal).getAddress();
      if (bytes.length == 16 || literal.indexOf(':') < 0) {
        return bytes;
      }
      byte[] mapped = new byte[16];
      mapped[10] = (byte) 0xff;
      mapped[11] = (byte) 0xff;
      System.arraycopy(bytes, 0, mapped, 12, 4);
      return mapped;
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** One before a block, its first, its last, one after it. */
  @ParameterizedTest(name = "{1} - {2}")
  @CsvSource({
    // before, first, last, after; "-" where the neighbour is refused too, for a reason of its own
    "-, 0.0.0.0, 0.255.255.255, 1.0.0.0",
    "9.255.255.255, 10.0.0.0, 10.255.255.255, 11.0.0.0",
    "100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0",
    "126.255.255.255, 127.0.0.0, 127.255.255.255, 128.0.0.0",
    "169.253.255.255, 169.254.0.0, 169.254.255.255, 169.255.0.0",
    "172.15.255.255, 172.16.0.0, 172.31.255.255, 172.32.0.0",
    "191.255.255.255, 192.0.0.0, 192.0.0.255, 192.0.1.0",
    "192.0.1.255, 192.0.2.0, 192.0.2.255, 192.0.3.0",
    "192.88.98.255, 192.88.99.0, 192.88.99.255, 192.88.100.0",
    "192.167.255.255, 192.168.0.0, 192.168.255.255, 192.169.0.0",
    "198.17.255.255, 198.18.0.0, 198.19.255.255, 198.20.0.0",
    "198.51.99.255, 198.51.100.0, 198.51.100.255, 198.51.101.0",
    "203.0.112.255, 203.0.113.0, 203.0.113.255, 203.0.114.0",
    "223.255.255.255, 224.0.0.0, 239.255.255.255, -",
    "-, 240.0.0.0, 255.255.255.255, -",
    "-, ::2:0:0, 64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, 64:ff9b:0:0:0:1::, 64:ff9b:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, 64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, -",
    "-, 100::, 100::ffff:ffff:ffff:ffff, -",
    "-, 100:0:0:1::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2000::",
    "-, 2001:1::, 2001:2:ffff:ffff:ffff:ffff:ffff:ffff, 2001:3::",
    "2001:3:ffff:ffff:ffff:ffff:ffff:ffff, 2001:4::, 2001:4:111:ffff:ffff:ffff:ffff:ffff,"
        + " 2001:4:112::",
    "2001:4:112:ffff:ffff:ffff:ffff:ffff, 2001:4:113::, 2001:1f:ffff:ffff:ffff:ffff:ffff:ffff,"
        + " 2001:20::",
    "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff, 2001:40::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff,"
        + " 2001:200::",
    "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,"
        + " 2001:db9::",
    "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff,"
        + " 3fff:1000::",
    "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, 5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
    "-, ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
  })
  void a_block_is_refused_to_its_ends_and_its_neighbours_are_not(
      String before, String first, String last, String after) {
    assertThat(isPublic(first)).as(first).isFalse();
    assertThat(isPublic(last)).as(last).isFalse();
    assertThat(before.equals("-") || isPublic(before)).as(before).isTrue();
    assertThat(after.equals("-") || isPublic(after)).as(after).isTrue();
  }

  @Nested
  class Addresses_that_people_try {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "127.0.0.1",
          "169.254.169.254",
          "100.100.100.200",
          "192.0.0.192",
          "192.0.0.9",
          "192.0.0.10",
          "255.255.255.255",
          "::",
          "::1",
          "fd00:ec2::254",
          "fe80::1",
          "2001:1::1",
          "2001:1::2",
          "2001:1::3",
        })
    void are_refused(String literal) {
      assertThat(isPublic(literal)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1.1.1.1",
          "8.8.8.8",
          "151.101.0.223",
          "192.31.196.1",
          "192.52.193.1",
          "192.175.48.1",
          "2606:4700:4700::1111",
          "2620:4f:8000::1",
          "2a04:4e42::223",
        })
    void are_accepted_where_they_are_public(String literal) {
      assertThat(isPublic(literal)).isTrue();
    }
  }

  @Nested
  class An_address_that_embeds_another {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "::8.8.8.8",
          "::ffff:8.8.8.8",
          "::ffff:0:8.8.8.8",
          "64:ff9b::8.8.8.8",
          "2002:808:808::1",
          "2002:808:808:ffff:ffff:ffff:ffff:ffff",
          // The server 8.8.8.8, and the client 8.8.4.4 turned round.
          "2001:0:808:808:0:ffff:f7f7:fbfb",
        })
    void is_public_when_that_is(String literal) {
      assertThat(isPublic(literal)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "::127.0.0.1",
          "::10.0.0.1",
          "::ffff:127.0.0.1",
          "::ffff:169.254.169.254",
          "::ffff:0:127.0.0.1",
          "::ffff:0:192.168.0.1",
          "64:ff9b::127.0.0.1",
          "64:ff9b::10.1.2.3",
          "64:ff9b:1::8.8.8.8",
          "64:ff9b:1:808:8:800::",
          "2002:7f00:1::",
          "2002:a9fe:a9fe::1",
          "2002:c0a8:1::c0a8:1",
          // The server 10.0.0.1 of a public client, and a public server of the client 127.0.0.1.
          "2001:0:a00:1:0:ffff:f7f7:fbfb",
          "2001:0:808:808:0:ffff:80ff:fffe",
        })
    void is_refused_when_that_is(String literal) {
      assertThat(isPublic(literal)).isFalse();
    }

    @Test
    void ends_where_its_form_ends() {
      assertThat(isPublic("2003::")).isTrue();
      assertThat(isPublic("2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isTrue();
    }
  }
}
