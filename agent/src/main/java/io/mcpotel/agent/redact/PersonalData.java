// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.List;
import java.util.Map;

/**
 * What tells of a person and is taken out on request: numbers of phones, bank accounts, passports
 * and social security, addresses of wallets and of machines. Names and postal addresses are not
 * known by their looks.
 */
final class PersonalData {

  /** Keys whose values are such. */
  static final List<String> KEYS =
      List.of(
          "phone",
          "phonenumber",
          "mobile",
          "mobilenumber",
          "mobilephone",
          "telephone",
          "cellphone",
          "fax",
          "iban",
          "accountnumber",
          "bankaccount",
          "routingnumber",
          "passport",
          "passportnumber",
          "passportno",
          "ssn",
          "socialsecuritynumber",
          "taxid",
          "nationalid",
          "nationalinsurancenumber",
          "driverlicense",
          "driverslicense",
          "drivinglicence",
          "ip",
          "ipaddress",
          "walletaddress");

  /** How far behind its name a number may stand. */
  private static final int NEAR = 40;

  private PersonalData() {}

  static void addDetectors(Map<String, List<Detector>> all) {
    for (String country : Ibans.countries()) {
      WordTable.add(all, country, Ibans::at);
    }
    WordTable.add(all, WordTable.NUMBER, IpAddresses::ofVersion4);
    WordTable.add(all, WordTable.NUMBER, PersonalData::socialSecurity);
    WordTable.add(all, WordTable.NUMBER, PhoneNumbers::national);
    WordTable.add(all, WordTable.NUMBER, CryptoAddresses::base58);
    WordTable.add(all, "+", PhoneNumbers::international);
    WordTable.add(all, "(", PhoneNumbers::inParentheses);
    WordTable.add(all, ":", IpAddresses::ofVersion6);
    WordTable.add(all, "0x", CryptoAddresses::ethereum);
    for (String prefix : List.of("bc1", "tb1", "ltc1")) {
      WordTable.add(all, prefix, CryptoAddresses::bech32);
    }
    for (String word : List.of("passport", "pasaporte", "passeport", "reisepass")) {
      WordTable.add(all, word, (window, at) -> numberBehind(window, at + word.length(), 6, 9));
    }
    for (String word : List.of("license number", "licence number")) {
      WordTable.add(all, word, (window, at) -> numberBehind(window, at + word.length(), 7, 14));
    }
    for (String word : List.of("ssn", "social security")) {
      WordTable.add(all, word, (window, at) -> numberBehind(window, at + word.length(), 9, 9));
    }
  }

  /** A social-security number with its parts apart, of an area and a group that there are. */
  private static Finding socialSecurity(Window window, int at) {
    int[] parts = {3, 2, 4};
    int i = at;
    char separator = 0;
    for (int part = 0; part < 3; part++) {
      if (part > 0) {
        char c = i < window.length ? window.at(i++) : 0;
        if ("- .".indexOf(c) < 0 || separator != 0 && c != separator) {
          return null;
        }
        separator = c;
      }
      int end = i + parts[part];
      if (digitsEnd(window, i) != end) {
        return null;
      }
      i = end;
    }
    String area = window.string(at, at + 3);
    boolean none =
        area.equals("000")
            || area.equals("666")
            || window.startsWith("00", at + 4)
            || window.startsWith("0000", at + 7);
    return none || !isEnd(window, i) ? null : found(window, at, i);
  }

  /** The first number behind a word, with at most three letters before it. */
  private static Finding numberBehind(Window window, int from, int least, int most) {
    for (int i = from; i < window.length && i - from < NEAR; i++) {
      char c = window.at(i);
      if (c == '\n') {
        return null;
      }
      if (!Characters.isDigit(c) || Characters.isDigit(window.at(i - 1))) {
        continue;
      }
      int start = i;
      while (start > from && i - start < 3 && isCapital(window.at(start - 1))) {
        start--;
      }
      int end = digitsEnd(window, i);
      boolean apart = start == from || !Characters.isAlphanumeric(window.at(start - 1));
      return apart && end - i >= least && end - i <= most && isEnd(window, end)
          ? found(window, start, end)
          : null;
    }
    return null;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static int digitsEnd(Window window, int start) {
    int end = start;
    while (end < window.length && end - start < 32 && Characters.isDigit(window.at(end))) {
      end++;
    }
    return end;
  }

  /** Whether no letter, no digit and no further part follows. */
  static boolean isEnd(Window window, int end) {
    if (end == window.length) {
      return true;
    }
    char c = window.at(end);
    boolean joins = c == '-' || c == '.' || c == '_' || c == ':' || c == '/';
    return !Characters.isAlphanumeric(c)
        && !(joins && end + 1 < window.length && Characters.isDigit(window.at(end + 1)));
  }

  static Finding found(Window window, int start, int end) {
    return Finding.secret("personal", window.inText(start), window.inText(end));
  }
}
