package dev.slipway.adaptershttp.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AddressGuardProperties {
  private static final HexFormat HEX = HexFormat.of();

  @Property
  void nothing_that_the_jdk_calls_local_is_public(@ForAll int ipv4) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes(ipv4));

    boolean isPublic = AddressGuard.isPublic(address);

    assertThat(
            isPublic
                && (address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()))
        .isFalse();
  }

  @Property
  void nothing_that_the_jdk_calls_local_is_public_in_ipv6(@ForAll @Size(16) byte[] ipv6)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(ipv6);

    boolean isPublic = AddressGuard.isPublic(address);

    assertThat(
            isPublic
                && (address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()))
        .isFalse();
  }

  @Property
  void an_embedding_is_as_public_as_what_it_embeds(@ForAll int ipv4) {
    String hex = HEX.formatHex(bytes(ipv4));

    boolean isPublic = AddressGuard.isPublic(bytes(ipv4));

    assertThat(
            new String[] {
              "000000000000000000000000" + hex,
              "00000000000000000000ffff" + hex,
              "0000000000000000ffff0000" + hex,
              "0064ff9b0000000000000000" + hex,
              "2002" + hex + "00000000000000000000",
              "20010000" + hex + "0000ffff" + HEX.formatHex(bytes(~ipv4)),
            })
        .allSatisfy(
            embedding ->
                assertThat(AddressGuard.isPublic(HEX.parseHex(embedding))).isEqualTo(isPublic));
  }

  @Property
  void only_what_was_given_out_is_public_unless_it_embeds(@ForAll @Size(16) byte[] ipv6) {
    boolean givenOut = (ipv6[0] & 0xe0) == 0x20;

    boolean isPublic = AddressGuard.isPublic(ipv6);

    assertThat(!isPublic || givenOut || ipv6[0] == 0).isTrue();
  }

  private static byte[] bytes(int ipv4) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(ipv4).array();
  }
}
