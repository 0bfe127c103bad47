// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a {@code Host} header that mean us. A web page in a browser of this machine can have
 * its own name lead here, but that is a name with a dot in it: it can neither be an address, nor a
 * name without one, which only who runs the network gives.
 */
public final class HostNames {

  private static final Pattern HEADER =
      Pattern.compile("(?<host>\\[[0-9a-f:.]+\\]|[^\\[\\]:/@\\s]+)(:\\d{0,5})?");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final String ANY = "*";
  private static final String LOCALHOST = "localhost";

  private final boolean ofThisMachine;
  private final Set<String> names = new HashSet<>();

  /**
   * @param address what is listened at
   * @param more further names, {@code *} being any
   */
  public HostNames(InetAddress address, Collection<String> more) {
    ofThisMachine = address.isLoopbackAddress();
    names.add(LOCALHOST);
    more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  boolean have(String header) {
    if (names.contains(ANY)) {
      return true;
    }
    Matcher parts = HEADER.matcher(header.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group("host");
    InetAddress address = address(host);
    if (address != null) {
      return !ofThisMachine || address.isLoopbackAddress();
    }
    return names.contains(host) || !ofThisMachine && host.indexOf('.') < 0;
  }

  /** The address that this is written for, or null where it is a name. */
  private static InetAddress address(String host) {
    if (!host.startsWith("[") && !IPV4.matcher(host).matches()) {
      return null;
    }
    try {
      // What looks like this is not asked for in the network.
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
