// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** Addresses of wallets, by their checksums where they have one. */
final class CryptoAddresses {

  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final CharSet IN_BASE58 = CharSet.of("1-9A-HJ-NP-Za-km-z");
  private static final CharSet IN_BECH32 = CharSet.of("02-9ac-hj-np-z");
  private static final CharSet HEX = CharSet.of("0-9A-Fa-f");

  private CryptoAddresses() {}

  /** Bitcoin's, and Monero's, which are longer than anything else that has no zero in it. */
  static Finding base58(Window window, int at) {
    char first = window.at(at);
    if ("1348".indexOf(first) < 0) {
      return null;
    }
    int end = window.run(IN_BASE58, at);
    int length = end - at;
    boolean monero = (first == '4' || first == '8') && (length == 95 || length == 106);
    boolean bitcoin = (first == '1' || first == '3') && length >= 25 && length <= 34;
    return (monero || bitcoin && isChecked(window.string(at, end)))
            && PersonalData.isEnd(window, end)
        ? PersonalData.found(window, at, end)
        : null;
  }

  private static boolean isChecked(String address) {
    byte[] bytes = new byte[25];
    for (int i = 0; i < address.length(); i++) {
      int carry = BASE58.indexOf(address.charAt(i));
      for (int j = bytes.length - 1; j >= 0; j--) {
        carry += 58 * (bytes[j] & 0xff);
        bytes[j] = (byte) carry;
        carry >>= 8;
      }
      if (carry != 0) {
        return false;
      }
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(digest.digest(Arrays.copyOf(bytes, 21)));
      return Arrays.equals(Arrays.copyOf(hash, 4), Arrays.copyOfRange(bytes, 21, 25));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Finding ethereum(Window window, int at) {
    int end = window.run(HEX, at + 2);
    boolean joined = window.isInWord(at);
    return !joined && end - at == 42 && PersonalData.isEnd(window, end)
        ? PersonalData.found(window, at, end)
        : null;
  }

  static Finding bech32(Window window, int at) {
    int start = at + (window.startsWith("ltc1", at) ? 4 : 3);
    int end = window.run(IN_BECH32, start);
    boolean joined = window.isInWord(at);
    return !joined && end - start >= 38 && end - start <= 71 && PersonalData.isEnd(window, end)
        ? PersonalData.found(window, at, end)
        : null;
  }
}
