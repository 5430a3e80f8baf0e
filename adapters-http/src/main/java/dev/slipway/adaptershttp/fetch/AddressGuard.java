package dev.slipway.adaptershttp.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public internet: those that are globally reachable unicast by
 * IANA's special-purpose registries. Pure, thread-safe. Implements "Fetching" in section 3 of the
 * contract's foundation.
 *
 * <h2>IPv4</h2>
 *
 * <p>All but the blocks below. {@code 192.0.0.0/24} is refused whole, although two addresses in it
 * are global: they are anycast and answered by the nearest box. {@code 192.88.99.0/24} led to
 * relays that are gone.
 *
 * <h2>IPv6</h2>
 *
 * <p>An address that embeds an IPv4 address is as public as that: some router will unwrap it. Of
 * the rest only {@code 2000::/3} was ever given out, without the blocks below; {@code 2001::/23} is
 * refused but for the parts that its registry calls global, and its three anycast addresses are
 * treated as their IPv4 twins. The NAT64 prefix for local use ({@code 64:ff9b:1::/48}) is not
 * global whatever it embeds, and where it embeds it is each network's choice.
 */
final class AddressGuard {
  private static final List<Block> REFUSED_IPV4 =
      Stream.of(
              "0.0.0.0/8", // this network
              "10.0.0.0/8", // private
              "100.64.0.0/10", // shared behind carriers' NAT
              "127.0.0.0/8", // loopback
              "169.254.0.0/16", // link-local, and the metadata services of clouds
              "172.16.0.0/12", // private
              "192.0.0.0/24", // protocol assignments
              "192.0.2.0/24", // documentation
              "192.88.99.0/24", // 6to4 relays
              "192.168.0.0/16", // private
              "198.18.0.0/15", // benchmarking
              "198.51.100.0/24", // documentation
              "203.0.113.0/24", // documentation
              "224.0.0.0/4", // multicast
              "240.0.0.0/4") // reserved, and broadcast
          .map(Block::of)
          .toList();

  private static final Block GIVEN_OUT_IPV6 = Block.of("2000::/3");

  private static final List<Block> REFUSED_IPV6 =
      Stream.of(
              "2001::/23", // protocol assignments
              "2001:db8::/32", // documentation
              "3fff::/20") // documentation
          .map(Block::of)
          .toList();

  /** Parts of refused blocks that are global nevertheless. */
  private static final List<Block> ACCEPTED_IPV6 =
      Stream.of(
              "2001:3::/32", // AMT
              "2001:4:112::/48", // AS112
              "2001:20::/28", // ORCHIDv2
              "2001:30::/28") // drones
          .map(Block::of)
          .toList();

  private static final List<Embedding> EMBEDDINGS =
      List.of(
          new Embedding("::/96", bytes -> List.of(at(bytes, 12))), // compatible
          new Embedding("::ffff:0.0.0.0/96", bytes -> List.of(at(bytes, 12))), // mapped
          new Embedding("::ffff:0:0:0/96", bytes -> List.of(at(bytes, 12))), // translated
          new Embedding("64:ff9b::/96", bytes -> List.of(at(bytes, 12))), // NAT64
          new Embedding("2002::/16", bytes -> List.of(at(bytes, 2))), // 6to4
          // Teredo: the server, and the client with all bits turned round.
          new Embedding("2001::/32", bytes -> List.of(at(bytes, 4), inverted(at(bytes, 12)))));

  private AddressGuard() {}

  /** Whether {@code address} is globally reachable unicast. */
  static boolean isPublic(InetAddress address) {
    return isPublic(address.getAddress());
  }

  /**
   * The same for an address of 4 or 16 bytes, where {@link InetAddress} would turn one form into
   * another.
   */
  static boolean isPublic(byte[] address) {
    if (address.length == 4) {
      return REFUSED_IPV4.stream().noneMatch(block -> block.holds(address));
    }
    for (Embedding embedding : EMBEDDINGS) {
      if (embedding.block().holds(address)) {
        return embedding.embedded().apply(address).stream().allMatch(AddressGuard::isPublic);
      }
    }
    return GIVEN_OUT_IPV6.holds(address)
        && (REFUSED_IPV6.stream().noneMatch(block -> block.holds(address))
            || ACCEPTED_IPV6.stream().anyMatch(block -> block.holds(address)));
  }

  private static byte[] at(byte[] bytes, int offset) {
    return Arrays.copyOfRange(bytes, offset, offset + 4);
  }

  private static byte[] inverted(byte[] bytes) {
    byte[] inverted = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      inverted[i] = (byte) ~bytes[i];
    }
    return inverted;
  }

  /** A form of IPv6 addresses that holds IPv4 addresses. */
  private record Embedding(Block block, Function<byte[], List<byte[]>> embedded) {

    Embedding(String block, Function<byte[], List<byte[]>> embedded) {
      this(Block.of(block), embedded);
    }
  }

  /** All addresses that begin with the same bits. */
  private static final class Block {
    private final byte[] first;
    private final int bits;

    private Block(byte[] first, int bits) {
      this.first = first;
      this.bits = bits;
    }

    static Block of(String cidr) {
      int slash = cidr.indexOf('/');
      byte[] first = literal(cidr.substring(0, slash));
      int bits = Integer.parseInt(cidr.substring(slash + 1));
      // InetAddress turns a mapped address into the IPv4 address that it maps.
      return bits == 96 && first.length == 4
          ? new Block(mapped(first), bits)
          : new Block(first, bits);
    }

    private static byte[] mapped(byte[] ipv4) {
      byte[] mapped = new byte[16];
      mapped[10] = (byte) 0xff;
      mapped[11] = (byte) 0xff;
      System.arraycopy(ipv4, 0, mapped, 12, 4);
      return mapped;
    }

    private static byte[] literal(String address) {
      try {
        return InetAddress.getByName(address).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address: " + address, e);
      }
    }

    boolean holds(byte[] address) {
      int whole = bits / Byte.SIZE;
      int rest = Byte.SIZE - bits % Byte.SIZE;
      return address.length == first.length
          && Arrays.equals(address, 0, whole, first, 0, whole)
          && (rest == Byte.SIZE
              || (address[whole] & 0xff) >> rest == (first[whole] & 0xff) >> rest);
    }
  }
}
