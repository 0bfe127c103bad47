// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The words that are looked for in a text, and what is looked at closer where one is. */
final class WordTable {

  /** What stands for the first digit of a run of letters and digits. */
  static final String NUMBER = "0";

  /** So much of a word is looked for in the pass; the rest where that is. */
  private static final int HEAD = 4;

  /** Without personal data, and with it: the words are the same in each application of a JVM. */
  private static final AtomicReferenceArray<Keywords> KEYWORDS = new AtomicReferenceArray<>(2);

  private final Keywords keywords;

  /** For each head, the words that begin with it, the longest first, and what is to be done. */
  private final String[][] words;

  private final Detector[][][] detectors;

  /** For each head, whether it has to begin a word of the text. */
  private final boolean[] atWordStart;

  private final Detector[] ofNumbers;

  WordTable(SecretKeys keys, boolean personal) {
    Map<String, List<Detector>> all = new LinkedHashMap<>();
    Place.addTo(all, keys);
    for (SecretRule rule : SecretRule.ALL) {
      add(all, rule.keyword(), rule);
    }
    if (personal) {
      PersonalData.addDetectors(all);
    }
    ofNumbers = all.remove(NUMBER).toArray(new Detector[0]);
    Map<String, List<String>> heads = heads(all.keySet());
    keywords = keywords(heads.keySet(), personal ? 1 : 0);
    words = new String[heads.size()][];
    detectors = new Detector[heads.size()][][];
    atWordStart = new boolean[heads.size()];
    int head = 0;
    for (List<String> ofHead : heads.values()) {
      words[head] = ofHead.toArray(new String[0]);
      detectors[head] = new Detector[ofHead.size()][];
      atWordStart[head] = true;
      for (int i = 0; i < ofHead.size(); i++) {
        detectors[head][i] = all.get(ofHead.get(i)).toArray(new Detector[0]);
        atWordStart[head] &= areAtWordStart(ofHead.get(i), detectors[head][i]);
      }
      head++;
    }
  }

  static void add(Map<String, List<Detector>> all, String word, Detector detector) {
    List<Detector> detectors = all.get(word);
    if (detectors == null) {
      detectors = new ArrayList<>(2);
      all.put(word, detectors);
    }
    detectors.add(detector);
  }

  private static boolean areAtWordStart(String word, Detector[] detectors) {
    boolean all = Characters.isAlphanumeric(word.charAt(0));
    for (Detector detector : detectors) {
      all &= detector.isAtWordStart();
    }
    return all;
  }

  private static Map<String, List<String>> heads(Set<String> words) {
    Map<String, List<String>> heads = new LinkedHashMap<>();
    for (String word : words) {
      heads.put(head(word), new ArrayList<>());
    }
    for (String word : words) {
      for (int length = 1; length <= Math.min(HEAD, word.length()); length++) {
        List<String> ofHead = heads.get(head(word.substring(0, length)));
        if (ofHead != null) {
          int place = 0;
          while (place < ofHead.size() && ofHead.get(place).length() >= word.length()) {
            place++;
          }
          ofHead.add(place, word);
        }
      }
    }
    return heads;
  }

  private static String head(String word) {
    return word.substring(0, Math.min(HEAD, word.length())).toLowerCase(Locale.ROOT);
  }

  private static Keywords keywords(Set<String> heads, int which) {
    Keywords shared = KEYWORDS.get(which);
    if (shared == null) {
      shared = new Keywords(List.copyOf(heads));
      KEYWORDS.set(which, shared);
    }
    return shared;
  }

  /** The words' heads, and what they end in. */
  Keywords keywords() {
    return keywords;
  }

  /** Whether one of the words is in the text whose head ends here. */
  boolean hasWord(String text, int state, int end) {
    for (int head : keywords.words(state)) {
      int start = end - keywords.length(head);
      if (atWordStart[head] && start > 0 && Characters.isAlphanumeric(text.charAt(start - 1))) {
        continue;
      }
      for (String word : words[head]) {
        if (text.regionMatches(true, start, word, 0, word.length())) {
          return true;
        }
      }
    }
    return false;
  }

  /** What must not come out where the head of a word ends, and the word begins before an index. */
  Finding look(Window window, int state, int end, int to) {
    for (int head : keywords.words(state)) {
      int start = end - keywords.length(head);
      boolean inWord = atWordStart[head] && window.isInWord(start);
      Finding finding = start < to && !inWord ? look(window, head, start) : null;
      if (finding != null) {
        return finding;
      }
    }
    return null;
  }

  private Finding look(Window window, int head, int start) {
    for (int i = 0; i < words[head].length; i++) {
      if (window.startsWithIgnoringCase(words[head][i], start)) {
        Finding finding = at(window, detectors[head][i], start);
        if (finding != null) {
          return finding;
        }
      }
    }
    return null;
  }

  private static Finding at(Window window, Detector[] detectors, int start) {
    for (Detector detector : detectors) {
      Finding finding = detector.at(window, start);
      if (finding != null) {
        return finding;
      }
    }
    return null;
  }

  /** What must not come out of a run of letters and digits that begins with a digit. */
  Finding lookAtNumber(Window window, int start) {
    return at(window, ofNumbers, start);
  }
}
