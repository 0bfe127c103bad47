// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Numbers of bank accounts, by their country's length and their two check digits. */
final class Ibans {

  private static final Map<String, Integer> LENGTHS = lengths();

  private Ibans() {}

  private static Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new HashMap<>();
    String all =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
            + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28"
            + " HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21"
            + " LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29"
            + " PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23"
            + " TN24 TR26 UA29 VA22 VG24 XK20 YE30";
    for (String each : all.split(" ")) {
      lengths.put(each.substring(0, 2), Integer.valueOf(each.substring(2)));
    }
    return lengths;
  }

  static Set<String> countries() {
    return LENGTHS.keySet();
  }

  static Finding at(Window window, int at) {
    boolean inWord = window.isInWord(at);
    if (inWord || at + 4 > window.length || !Characters.isDigit(window.at(at + 2))) {
      return null;
    }
    Integer length = LENGTHS.get(window.string(at, at + 2).toUpperCase(Locale.ROOT));
    if (length == null) {
      return null;
    }
    int rest = 0;
    int firstFour = 0;
    int count = 0;
    int i = at;
    while (i < window.length && count < length) {
      char c = window.at(i++);
      if ((c == ' ' || c == '-') && count % 4 == 0) {
        continue;
      }
      int value = Character.digit(c, 36);
      if (c > 'z' || value < 0) {
        return null;
      }
      // The first four count last.
      if (count++ < 4) {
        firstFour = with(firstFour, value);
      } else {
        rest = with(rest, value) % 97;
      }
    }
    int shift = 1;
    for (int letters = firstFour; letters > 0; letters /= 10) {
      shift = shift * 10 % 97;
    }
    boolean right = count == length && (rest * shift + firstFour) % 97 == 1;
    return right && PersonalData.isEnd(window, i) ? PersonalData.found(window, at, i) : null;
  }

  private static int with(int number, int value) {
    return number * (value > 9 ? 100 : 10) + value;
  }
}
