package dev.slipway.domain.catalogue;

import java.util.List;

/** Which texts are the host of a URL. All texts here are in lower case already. */
final class Hosts {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;
  private static final int IPV6_GROUPS = 8;

  private Hosts() {}

  /** A DNS name, four plain decimal numbers, or an IPv6 literal in brackets. */
  static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.endsWith("]") && isIpv6(host.substring(1, host.length() - 1));
    }
    return isIpv4(host) || isName(host);
  }

  private static boolean isName(String host) {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    if (end > MAX_NAME) {
      return false;
    }
    int label = 0;
    for (int at = 0; at < end; at++) {
      if (host.charAt(at) == '.') {
        if (!isLabel(host, label, at)) {
          return false;
        }
        label = at + 1;
      }
    }
    return isLabel(host, label, end) && !isNumeric(host.substring(label, end));
  }

  private static boolean isLabel(String host, int from, int to) {
    return to > from
        && to - from <= MAX_LABEL
        && Characters.all(
            host,
            from,
            to,
            c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
  }

  /** What resolvers of one kind or another take for the last number of an IPv4 address. */
  private static boolean isNumeric(String label) {
    return label.startsWith("0x")
        ? Characters.all(label.substring(2), Hosts::isHex)
        : Characters.all(label, c -> c >= '0' && c <= '9');
  }

  private static boolean isIpv4(String host) {
    int numbers = 1;
    int from = 0;
    for (int at = 0; at < host.length(); at++) {
      if (host.charAt(at) == '.') {
        if (!isOctet(host, from, at)) {
          return false;
        }
        from = at + 1;
        numbers++;
      }
    }
    return numbers == 4 && isOctet(host, from, host.length());
  }

  private static boolean isOctet(String host, int from, int to) {
    return to > from
        && to - from <= 3
        && Characters.all(host, from, to, c -> c >= '0' && c <= '9')
        && (to - from == 1 || host.charAt(from) != '0')
        && Integer.parseInt(host, from, to, 10) <= 255;
  }

  private static boolean isIpv6(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address, true) == IPV6_GROUPS;
    }
    int before = gap == 0 ? 0 : groups(address.substring(0, gap), false);
    String rest = address.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : groups(rest, true);
    return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
  }

  /** How many groups of 16 bits {@code part} writes, or -1 when it is something else. */
  private static int groups(String part, boolean mayEndInIpv4) {
    List<String> groups = Characters.split(part, ':');
    boolean ipv4 = mayEndInIpv4 && isIpv4(groups.getLast());
    List<String> plain = ipv4 ? groups.subList(0, groups.size() - 1) : groups;
    return plain.stream().allMatch(Hosts::isGroup) ? plain.size() + (ipv4 ? 2 : 0) : -1;
  }

  private static boolean isGroup(String group) {
    return !group.isEmpty() && group.length() <= 4 && Characters.all(group, Hosts::isHex);
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
